import { type CribError, throwIfAborted } from '../../errors.js'
import { pause } from '../pause.js'
import type { ProgressSink } from '../transport/tapProgress.js'
import { untilAborted } from '../untilAborted.js'
import { Backoff } from './Backoff.js'
import type { Caller } from './Caller.js'
import type { Connection } from './Connection.js'
import { describeRequestFailure } from './describeRequestFailure.js'
import { type Fate, fateOf } from './fateOf.js'
import type { Lifeline } from './Lifeline.js'
import type { ManagedUpstreamOptions } from './ManagedUpstreamOptions.js'
import { MAX_CODES, wasRedirected } from './redeemCode.js'
import { serverFailed } from './serverFailed.js'
import type { UpstreamRequestOptions } from './Upstream.js'

/** How one request is sent. */
export interface SendOptions extends UpstreamRequestOptions {
  /** Milliseconds without an answer or a progress notification. */
  timeoutMs: number
  /** Further headers for the connection that it goes over. Default: none. */
  headersFor?: (connection: Connection) => Record<string, string> | undefined
  /** For whom it is sent. Default: for this client itself. */
  caller?: Caller | undefined
  /** Takes its progress, in place of `onProgress`, until its owner has it forget. */
  sink?: ProgressSink | undefined
}

/** What is known of a request that got no answer. */
interface FailedSend {
  error: unknown
  fate: Exclude<Fate, 'answered'>
  method: string
  connection: Connection
  options: SendOptions
  /** Of the connection, before it was sent. */
  strays: number
}

/** Requests that change nothing, so that they may be sent again when nobody knows whether they arrived. */
const READS = new Set([
  'tools/list',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
  'prompts/get',
  'completion/complete',
  'tasks/get',
  'tasks/result',
  'ping',
])

/**
 * Sends requests over whatever connection its lifeline has. What cannot have been done is sent again with backoff; a
 * call that the server may have had is not, so that nothing runs twice.
 */
export class Sender {
  readonly #key: string
  readonly #lifeline: Lifeline
  readonly #options: ManagedUpstreamOptions

  constructor(key: string, lifeline: Lifeline, options: ManagedUpstreamOptions) {
    this.#key = key
    this.#lifeline = lifeline
    this.#options = options
  }

  /**
   * The result as it came.
   *
   * @throws CribError `server-failed`; what the server answers as an error, as the SDK gives it; anything once the
   * signal is aborted.
   */
  async send(
    method: string,
    params: object | undefined,
    options: SendOptions,
  ): Promise<Record<string, unknown>> {
    const { headersFor, ...how } = options
    const backoff = new Backoff(this.#options.times)
    for (let codes = 0; ; ) {
      const connection = await this.ready(options.signal)
      const { strays } = connection
      try {
        const result = await connection.request(method, params, { ...how, headers: headersFor?.(connection) })
        this.#lifeline.note(connection)
        return result
      } catch (error) {
        throwIfAborted(options.signal)
        const fate = fateOf(error)
        if (fate === 'answered') throw error
        const what = { error, fate, method, connection, options, strays }
        if (wasRedirected(error) && codes++ < MAX_CODES && (await this.#authorized(what))) continue
        if (fate === 'forgotten') this.#lifeline.drop(connection)
        const mayRepeat =
          isRepeatable(method, { fate, connection }) && backoff.attempt < this.#options.retries
        if (!mayRepeat) throw this.#failed(what)
        await pause(backoff.next(), { signal: options.signal })
        throwIfAborted(options.signal)
      }
    }
  }

  /** The connection, waited for no longer than a start may take. Rejects with `server-failed`. */
  async ready(signal: AbortSignal | undefined): Promise<Connection> {
    const { live } = this.#lifeline
    if (live !== undefined) return live
    const { startTimeoutMs } = this.#options
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(this.#notReady(startTimeoutMs)), startTimeoutMs)
    })
    try {
      return await untilAborted(signal, () => Promise.race([this.#lifeline.connection(), late]))
    } finally {
      clearTimeout(timer)
    }
  }

  #notReady(timeoutMs: number): CribError {
    const { state } = this.#lifeline
    const seconds = (timeoutMs / 1000).toLocaleString('en')
    const known = state.status === 'waiting' ? state.error : undefined
    const why = known === undefined ? ': it is still starting.' : `. ${known.message}`
    const message = `is not ready after ${seconds} s${why} Ask again later.`
    return serverFailed(this.#key, { message, phase: 'start', cause: known })
  }

  /** Whether the user gave a code that the server took. @throws CribError `server-failed` where either did not. */
  async #authorized(what: FailedSend): Promise<boolean> {
    const { connection, options } = what
    try {
      return await connection.authorize(this.#options.auth, options.signal)
    } catch (error) {
      throwIfAborted(options.signal)
      throw this.#failed({ ...what, error, fate: 'unauthorized' })
    }
  }

  #failed(what: FailedSend): CribError {
    const { error, fate, method, connection, options } = what
    const isClosed = this.#lifeline.state.status === 'closed'
    const message = describeRequestFailure({
      method,
      fate,
      error,
      timeoutMs: options.timeoutMs,
      ...(isClosed ? { fault: 'it was closed', stderr: undefined } : connection.fault),
      strays: connection.strays - what.strays,
    })
    const failure = serverFailed(this.#key, { message, phase: 'call', cause: error })
    if (fate === 'unsent') this.#lifeline.note(connection, failure)
    return failure
  }
}

/** Over stdio an answer that will not come is told at once; the server is started again meanwhile. */
function isRepeatable(method: string, what: { fate: Fate; connection: Connection }): boolean {
  const { fate, connection } = what
  if (fate === 'unsent' || fate === 'forgotten') return true
  return fate === 'gone' && connection.transport !== 'stdio' && READS.has(method)
}
