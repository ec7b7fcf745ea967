import type { Implementation, ServerCapabilities } from '@modelcontextprotocol/client'
import { throwIfAborted } from '../../errors.js'
import type { ServerEntry } from '../config/ServerEntry.js'
import { TOOLS_PAGE, type ToolsList } from '../listing/requestAllTools.js'
import { untilAborted } from '../untilAborted.js'
import type { Caller, ServerRequest } from './Caller.js'
import type { Connection } from './Connection.js'
import { followLists } from './followLists.js'
import { isHeaderMismatch } from './headerMismatch.js'
import { scanHeaders } from './headerScan.js'
import { Incoming } from './Incoming.js'
import { KeptTools, type ReadTools } from './KeptTools.js'
import { Lifeline } from './Lifeline.js'
import type { ManagedUpstreamOptions } from './ManagedUpstreamOptions.js'
import { openConnection } from './openConnection.js'
import { parameterHeaders } from './parameterHeaders.js'
import { readTools } from './readTools.js'
import { Sender } from './Sender.js'
import { serverFailed } from './serverFailed.js'
import { TaskRun } from './TaskRun.js'
import { needsTask, runsTasks } from './taskSupport.js'
import type {
  Upstream,
  UpstreamCall,
  UpstreamEvent,
  UpstreamListOptions,
  UpstreamRequestOptions,
} from './Upstream.js'
import type { UpstreamState } from './UpstreamState.js'
import { Watches } from './Watches.js'

/** How one request is sent, on whose behalf. */
export interface RelayableOptions extends UpstreamRequestOptions {
  /**
   * For whom it is sent, where the options of the upstream say that it relays; a result with `resultType` `input_required`
   * comes as it is then. Default: for this client itself.
   */
  caller?: Caller | undefined
}

/** What a server said of itself when it was connected to. */
export interface Handshake {
  era: 'legacy' | 'modern'
  capabilities: ServerCapabilities
  /** Its name and version, where it says them. */
  serverInfo: Implementation | undefined
  instructions: string | undefined
}

/** One entry of a configuration, started or reached when it is first used, and again when it went away. */
export class ManagedUpstream implements Upstream {
  readonly key: string
  readonly #options: ManagedUpstreamOptions
  readonly #lifeline: Lifeline
  readonly #sender: Sender
  readonly #tools: KeptTools
  readonly #watches: Watches
  readonly #incoming: Incoming
  readonly #listeners = new Set<(event: UpstreamEvent) => void>()
  #connection: Connection | undefined
  #underWay = 0

  constructor(key: string, entry: ServerEntry, options: ManagedUpstreamOptions) {
    this.key = key
    this.#options = options
    const { retries, times = {} } = options
    this.#lifeline = new Lifeline({
      key,
      open: (signal) => this.#open(entry, signal),
      retries,
      times,
      onState: (state) => this.#emit({ type: 'state', state }),
      onConnection: (connection) => this.#follow(connection),
    })
    this.#sender = new Sender(key, this.#lifeline, options)
    this.#tools = new KeptTools((signal) => this.#read(signal))
    this.#incoming = new Incoming(key, {
      owner: options.relay?.owner,
      emit: (event) => {
        if (event.type === 'tools') this.#tools.spoil()
        this.#emit(event)
      },
    })
    this.#watches = new Watches({
      timeoutMs: options.startTimeoutMs,
      times,
      connection: () => this.#sender.ready(undefined),
      onMissed: (uri) => this.#emit({ type: 'updated', params: { uri } }),
    })
  }

  get state(): UpstreamState {
    return this.#lifeline.state
  }

  /** Starts or reaches the server. Resolves when it is ready or its first try failed; never rejects. */
  async start(): Promise<void> {
    await this.#lifeline.settled()
  }

  /** Whether somebody waits for an answer or watches a resource; then it must not be closed for want of use. */
  get isBusy(): boolean {
    return this.#watches.size > 0 || this.#underWay > 0
  }

  /** Whether a request that was cancelled or waits for its client makes it unsure whom the server asks. */
  get isHaunted(): boolean {
    return this.#lifeline.live?.callers.isHaunted ?? false
  }

  /** Starts or reaches the server where it is not, and gives what it said of itself. Rejects as a request does. */
  async handshake(signal?: AbortSignal): Promise<Handshake> {
    return await this.#heeding(signal, async () => {
      const { era, client } = await this.#sender.ready(signal)
      return {
        era,
        capabilities: client.getServerCapabilities() ?? {},
        serverInfo: client.getServerVersion(),
        instructions: client.getInstructions(),
      }
    })
  }

  /** Sends a notification to a server that is connected; one that is not has missed nothing. Never rejects. */
  async notify(method: string, params?: Record<string, unknown>): Promise<void> {
    const notification = { method, ...(params === undefined ? {} : { params }) }
    // What a protocol does not know, its servers do not miss.
    await this.#lifeline.live?.client.notification(notification).catch(() => {})
  }

  /**
   * Has the server tell of changes of a resource, by the event `updated`, until as many `unwatch` came. Rejects as the
   * server refuses it.
   */
  async watch(uri: string): Promise<void> {
    await this.#watches.add(uri)
  }

  /** Takes one `watch` back. Never rejects. */
  async unwatch(uri: string): Promise<void> {
    await this.#watches.remove(uri)
  }

  /** Milliseconds for which the list of tools as last read is still fresh, 0 or more; Infinity: until told. */
  get toolsFreshMs(): number {
    return this.#tools.freshMs
  }

  async listTools({ from = 'known', signal }: UpstreamListOptions = {}): Promise<ToolsList> {
    return await this.#heeding(signal, async () => {
      // What is kept is of no use for calls to a server that is closed.
      if (this.state.status === 'closed') await this.#lifeline.connection()
      return await this.#tools.get(from, signal)
    })
  }

  async callTool(
    call: UpstreamCall,
    { definition, ...options }: RelayableOptions & { definition?: unknown } = {},
  ): Promise<Record<string, unknown>> {
    const send = (tool: unknown) =>
      this.#sender.send('tools/call', call, {
        ...options,
        timeoutMs: this.#options.callTimeoutMs,
        headersFor: (connection) => headersOf(connection, tool, call.arguments),
      })
    return await this.#heeding(options.signal, async () => {
      const tool = definition ?? this.#definition(call.name)
      // Who brings a task of its own follows it by itself.
      const run = needsTask(tool) && !('task' in call) ? await this.#taskRun(options) : undefined
      if (run !== undefined) return await run.run(call)
      try {
        return await send(tool)
      } catch (error) {
        if (!isHeaderMismatch(error)) throw error
        await this.#tools.get('anew', options.signal)
        return await send(this.#definition(call.name))
      }
    })
  }

  async request(
    method: string,
    params?: Readonly<Record<string, unknown>>,
    options: RelayableOptions = {},
  ): Promise<Record<string, unknown>> {
    const timeoutMs = this.#options.callTimeoutMs
    return await this.#heeding(options.signal, () =>
      this.#sender.send(method, params, { ...options, timeoutMs }),
    )
  }

  onEvent(listener: (event: UpstreamEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    await this.#lifeline.close()
  }

  async #open(entry: ServerEntry, signal: AbortSignal): Promise<Connection> {
    if (entry.transport === 'broken') {
      throw serverFailed(this.key, { message: entry.reason, phase: 'config' })
    }
    const { startTimeoutMs, clientInfo, capabilities, prepare, auth } = this.#options
    // What refused the older handshake once need not be asked again.
    const era = this.#connection?.era === 'modern' ? this.#connection.era : undefined
    const asked =
      this.#options.relay === undefined
        ? undefined
        : (connection: Connection, request: ServerRequest) => this.#incoming.asked(connection, request)
    const how = { timeoutMs: startTimeoutMs, clientInfo, capabilities, prepare, auth, asked, era, signal }
    return await openConnection(this.key, entry, how)
  }

  #follow(connection: Connection): void {
    const isFirst = this.#connection === undefined
    // The one before keeps its word on the era when it is gone.
    this.#connection = connection
    const spoil = () => {
      this.#tools.spoil()
      if (this.#tools.last !== undefined) this.#emit({ type: 'tools' })
    }
    // A server that was started again may be another version.
    if (!isFirst) spoil()
    connection.onnotification = (notification) => this.#incoming.told(connection, notification)
    const { startTimeoutMs, times = {} } = this.#options
    followLists(connection, { onOpen: spoil, timeoutMs: startTimeoutMs, times })
    if (!isFirst) this.#watches.renew(connection)
  }

  async #read(signal: AbortSignal): Promise<ReadTools> {
    const deadline = performance.now() + this.#options.startTimeoutMs
    const request = async (params: Record<string, unknown>) => {
      const timeoutMs = Math.max(1, Math.ceil(deadline - performance.now()))
      return TOOLS_PAGE.parse(await this.#sender.send('tools/list', params, { signal, timeoutMs }))
    }
    return await readTools(this.key, request, () => this.#connection)
  }

  /** Undefined where the server runs no tasks. */
  async #taskRun(options: RelayableOptions): Promise<TaskRun | undefined> {
    const connection = await this.#sender.ready(options.signal)
    const { era, client } = connection
    if (!runsTasks({ era, capabilities: client.getServerCapabilities() })) return undefined
    const timeoutMs = this.#options.callTimeoutMs
    return new TaskRun(connection, { ...options, timeoutMs, server: this.key, sender: this.#sender })
  }

  #definition(name: string): unknown {
    return this.#tools.last?.tools.find((tool) => (tool as { name: unknown }).name === name)
  }

  #emit(event: UpstreamEvent): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event)
      } catch (error) {
        // A fault of the listener: loud, but not in the middle of a restart.
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }

  /** Runs the work; an aborted signal ends it with the coded error, whatever the work made of that. */
  async #heeding<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    throwIfAborted(signal)
    this.#underWay++
    try {
      return await untilAborted(signal, work)
    } catch (error) {
      throwIfAborted(signal)
      throw error
    } finally {
      this.#underWay--
    }
  }
}

/** In 2026 the arguments that a tool declares are sent as headers too; only Streamable HTTP has any. */
function headersOf(
  { era, transport }: Connection,
  tool: unknown,
  callArguments: unknown,
): Record<string, string> | undefined {
  if (era !== 'modern' || transport !== 'http' || typeof tool !== 'object' || tool === null) return undefined
  const scan = scanHeaders(Reflect.get(tool, 'inputSchema'))
  return scan.fault === undefined ? parameterHeaders(scan.parameters, callArguments) : undefined
}
