import {
  CLIENT_CAPABILITIES_META_KEY,
  type Client,
  LOG_LEVEL_META_KEY,
  type LoggingLevel,
  ProtocolError,
  SseError,
} from '@modelcontextprotocol/client'
import type { BrokenEntry, ServerEntry } from '../config/ServerEntry.js'
import { pause } from '../pause.js'
import { HttpTransport } from '../transport/HttpTransport.js'
import type { OpenTransport } from '../transport/openTransport.js'
import type { ServerAuth } from '../transport/ServerAuth.js'
import { ANY_RESULT, type Notification, rawResult } from '../transport/tapMessages.js'
import { type ProgressSink, withSink } from '../transport/tapProgress.js'
import { untilAborted } from '../untilAborted.js'
import { answerInHttpError } from './answerInHttpError.js'
import type { Caller } from './Caller.js'
import { Callers } from './Callers.js'
import { isWanted } from './logLevels.js'
import { redeemCode } from './redeemCode.js'
import { ShareableWork } from './ShareableWork.js'
import type { TaskRun } from './TaskRun.js'
import type { UpstreamRequestOptions } from './Upstream.js'

/** Milliseconds that the end of a session may take. */
const GOODBYE_MS = 1000

/** What the SDK's client says of a message that it can do nothing with. */
const STRAY = /^(Received a response for an unknown message ID|Unknown message type)/

/** How one request goes over a connection. */
export interface SendOptions extends UpstreamRequestOptions {
  /** Milliseconds without an answer or a progress notification. */
  timeoutMs: number
  /** Further headers; only Streamable HTTP sends them. */
  headers?: Record<string, string> | undefined
  /** For whom it is sent: a result that asks for input comes as it is then. Default: for this client itself. */
  caller?: Caller | undefined
  /** Takes its progress, in place of `onProgress`, until its owner has it forget: a task outlives its request. */
  sink?: ProgressSink | undefined
}

/** One live connection to a server. It ends once and is not used again. */
export class Connection {
  /** The SDK's client, connected. */
  readonly client: Client
  readonly transport: Exclude<ServerEntry, BrokenEntry>['transport']
  readonly era: 'legacy' | 'modern'
  /** Called once, when the connection ends by itself. */
  onend: (() => void) | undefined
  /** Called with each notification, in the midst of reading it. */
  onnotification: ((notification: Notification) => void) | undefined
  /** The requests under way for callers. */
  readonly callers: Callers
  /** Those that run as tasks, by the id of the task. */
  readonly tasks = new Map<string, TaskRun>()
  readonly #open: OpenTransport
  #codes: ShareableWork<boolean> | undefined
  readonly #since = performance.now()
  readonly #over = new AbortController()
  #strays = 0
  #level: LoggingLevel | undefined

  /** @param client Connected over `open`. */
  constructor(client: Client, open: OpenTransport, transport: Connection['transport']) {
    this.client = client
    this.transport = transport
    this.era = client.getProtocolEra() === 'modern' ? 'modern' : 'legacy'
    this.callers = new Callers({ hasStreams: transport === 'http' })
    this.#open = open
    this.#listen()
  }

  /** Whether requests can be sent. */
  get alive(): boolean {
    return !this.#over.signal.aborted
  }

  /** Aborted when it ends. */
  get ended(): AbortSignal {
    return this.#over.signal
  }

  /** Milliseconds since it was made. */
  get ranMs(): number {
    return performance.now() - this.#since
  }

  /** Messages so far that answer no request that is under way. */
  get strays(): number {
    return this.#strays
  }

  /** What is wrong with the process or its output, as half a sentence, and the last line of stderr. */
  get fault(): { fault: string | undefined; stderr: string | undefined } {
    return { fault: this.#open.fault(), stderr: this.#open.stderr().lastLine }
  }

  /**
   * Sends a request and gives its result as it came.
   *
   * @throws what the SDK throws; an error that the server sends with a status of HTTP is a ProtocolError too.
   */
  async request(
    method: string,
    params: object | undefined,
    options: SendOptions,
  ): Promise<Record<string, unknown>> {
    const { caller, signal } = options
    if (caller === undefined) return await this.callers.runOwn(() => this.#send(method, params, options))
    await this.#wantLogs(caller, options)
    const enveloped = this.era === 'modern' ? withEnvelope(params, caller) : params
    return await this.callers.run(caller, signal, () => this.#send(method, enveloped, options))
  }

  async #send(
    method: string,
    params: object | undefined,
    options: SendOptions,
  ): Promise<Record<string, unknown>> {
    const { signal, timeoutMs, onProgress, headers, caller } = options
    const own: ProgressSink | undefined = onProgress && { report: onProgress }
    const sink = options.sink ?? own
    const given = sink === undefined ? params : withSink(params, sink)
    const request = { method, ...(given === undefined ? {} : { params: { ...given } }) }
    try {
      const result = await this.client.request(request, ANY_RESULT, {
        timeout: timeoutMs,
        ...(signal === undefined ? {} : { signal }),
        ...(headers === undefined ? {} : { headers }),
        ...(caller === undefined ? {} : { allowInputRequired: true }),
        ...(sink === undefined
          ? {}
          : // The sink takes it; this asks for it.
            { onprogress: () => {}, resetTimeoutOnProgress: true }),
      })
      return rawResult(result)
    } catch (error) {
      const answer = this.era === 'modern' ? answerInHttpError(error) : undefined
      throw answer === undefined ? error : ProtocolError.fromError(answer.code, answer.message, answer.data)
    } finally {
      own?.forget?.()
    }
  }

  /** Ends the connection and every process of it. Never rejects. */
  async close(): Promise<void> {
    const wasAlive = this.alive
    this.#over.abort()
    if (wasAlive) await endSession(this.#open)
    await closeBoth(this.client, this.#open)
  }

  /** As {@link redeemCode}; requests that need it at the same time share one code, since the user is asked once. */
  async authorize(auth: ServerAuth | undefined, signal: AbortSignal | undefined): Promise<boolean> {
    const { signal: over } = this.#over
    // A person may never answer, and what is closed waits for nobody.
    this.#codes ??= new ShareableWork((given) =>
      untilAborted(over, () => redeemCode(this.#open, auth, given)),
    )
    return await this.#codes.join(signal)
  }

  /** In the protocol of 2025 the level is that of the connection: the least severe that anybody asked for. */
  async #wantLogs({ logLevel }: Caller, { timeoutMs, signal }: SendOptions): Promise<void> {
    if (this.era === 'modern' || logLevel === undefined) return
    if (this.client.getServerCapabilities()?.logging === undefined) return
    if (this.#level !== undefined && isWanted(logLevel, this.#level)) return
    this.#level = logLevel
    try {
      const options = { timeout: timeoutMs, ...(signal === undefined ? {} : { signal }) }
      await this.client.request({ method: 'logging/setLevel', params: { level: logLevel } }, options)
    } catch {
      // Who cannot hear of a call can still have its result.
    }
  }

  #listen(): void {
    const { client } = this
    const { onclose, onerror } = client
    client.onclose = () => {
      onclose?.()
      this.#end()
    }
    client.onerror = (error) => {
      onerror?.(error)
      if (STRAY.test(error.message)) this.#strays++
      // The event source would connect again by itself, to a session that knows nothing of this one.
      if (error instanceof SseError) this.#end()
    }
  }

  #end(): void {
    if (!this.alive) return
    this.#over.abort()
    // The client forgets a transport that went down, though processes of it may be left.
    void closeBoth(this.client, this.#open)
    this.onend?.()
  }
}

/** Tells a server of 2025 over HTTP that its session is no longer needed; it may be away, so nobody waits long. */
async function endSession({ transport }: OpenTransport): Promise<void> {
  if (!(transport instanceof HttpTransport) || transport.sessionId === undefined) return
  await Promise.race([transport.terminateSession().catch(() => {}), pause(GOODBYE_MS, { idle: true })])
}

/** Ends both; the client forgets a transport that went down, though its process may still have to be ended. */
export async function closeBoth(client: Client, open: OpenTransport): Promise<void> {
  await client.close().catch(() => {})
  await open.transport.close().catch(() => {})
}

/** The members of the protocol's envelope that differ from caller to caller (MCP 2026-07-28, `_meta` of requests). */
function withEnvelope(params: object | undefined, caller: Caller): object {
  const logLevel = caller.logLevel ?? (caller.hearsUnasked ? 'debug' : undefined)
  const given = (params as { _meta?: object } | undefined)?._meta
  const _meta = {
    ...given,
    [CLIENT_CAPABILITIES_META_KEY]: caller.capabilities,
    ...(logLevel === undefined ? {} : { [LOG_LEVEL_META_KEY]: logLevel }),
  }
  return { ...params, _meta }
}
