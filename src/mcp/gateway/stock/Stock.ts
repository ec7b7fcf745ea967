import { EventEmitter } from 'node:events'
import type { TrustStore } from '../../../trust/TrustStore.js'
import type { ServerEntry } from '../../config/ServerEntry.js'
import { LatestWork } from '../../LatestWork.js'
import { pause } from '../../pause.js'
import type { ManagedUpstream } from '../../upstream/ManagedUpstream.js'
import { readCatalogFile, writeCatalogFile } from './catalogFile.js'
import { Judge } from './Judge.js'
import { entryHash, readOver } from './readServer.js'
import type { StockEntry, StockView } from './StockView.js'
import { keptText, viewText } from './stockTexts.js'
import { lineOf, unavailableServers } from './unavailableServers.js'
import { ViewBuilder } from './ViewBuilder.js'

/** What a stock is made of. */
export interface StockOptions {
  /** Connections that lists are read over, by key, in the order of the configuration. */
  upstreams: ReadonlyMap<string, ManagedUpstream>
  entries: ReadonlyMap<string, ServerEntry>
  trust: TrustStore
  /** Keeps what is known. Default: nothing is kept. */
  file?: string | undefined
  /** Servers that are started at the same time. */
  concurrency: number
  /** Called with a sentence where something has no effect. */
  onWarning: (message: string) => void
}

/** Milliseconds in which several changes count as one. */
const GATHER_MS = 50
/** Milliseconds that a list waits for approvals to be seen. */
const HEED_MS = 200
/** Least milliseconds between two reads of a list that is no longer fresh: a server may say that it never is. */
const REFRESH_MS = 5_000
/** Milliseconds after which a server that starts no longer keeps the next one from starting. */
const SLOW_MS = 3_000

/**
 * The last known catalog: what every server lists, judged, kept on disk. Lists are answered from it and never wait for a
 * server that is known; it is read again when a server says that something changed, and emits `changed` where it truly did.
 */
export class Stock extends EventEmitter<{ changed: [] }> {
  readonly #options: StockOptions
  readonly #judge: Judge
  readonly #entries = new Map<string, StockEntry>()
  readonly #failures = new Map<string, string>()
  readonly #reads = new Map<string, LatestWork>()
  /** The connection over which each server is read next: the one that spoke last of a change. */
  readonly #asked = new Map<string, ManagedUpstream>()
  /** Servers that were read or failed since the start. */
  readonly #settled = new Set<string>()
  /** When each server was last asked again because its list was no longer fresh, by the clock of `performance`. */
  readonly #refreshed = new Map<string, number>()
  readonly #builder: ViewBuilder
  #told = ''
  #kept = '[]'
  #gathering = false
  #writing: Promise<void> = Promise.resolve()
  #loading: Promise<void> = Promise.resolve()
  #opened = 0
  #closed = false

  constructor(options: StockOptions) {
    super()
    this.#options = options
    this.#judge = new Judge(options.trust)
    this.#builder = new ViewBuilder(() => this.#known())
    this.setMaxListeners(0)
  }

  /**
   * Begins to take what the file knows, and then to read the servers. Rejects as the trust store does where it cannot be
   * read.
   */
  async open(): Promise<void> {
    this.#opened = performance.now()
    await this.#judge.hasNews([])
    this.#loading = this.#load()
    // Whoever asks for what is known is told.
    this.#loading.catch(() => {})
  }

  /** What is known now. */
  get view(): StockView {
    return this.#builder.view
  }

  /**
   * What is known once each server is, or so many milliseconds after the start: who comes later need not wait for a server
   * that does not come. Approvals given meanwhile are in it. A list that its server no longer vouches for is read again
   * meanwhile, since it may have changed without a word.
   */
  async known(ms: number): Promise<StockView> {
    const { upstreams } = this.#options
    const isKnown = () =>
      [...upstreams.keys()].every((key) => this.view.servers.has(key) || this.#settled.has(key))
    const deadline = this.#opened + ms
    await this.#loading
    while (!isKnown() && performance.now() < deadline) await pause(10)
    if (await this.#judge.hasNews(this.#known())) {
      // In a large catalog an approval takes a moment to be seen, and no list waits for that.
      const judged = this.#judgeAnew()
      judged.catch(() => {})
      await Promise.race([judged, pause(HEED_MS, { idle: true })])
    }
    for (const upstream of upstreams.values()) this.#refresh(upstream)
    return this.view
  }

  /** What is known once there is a tool in it, or no server is left that may bring one, or so many milliseconds from now. */
  async stocked(ms: number, signal: AbortSignal): Promise<StockView> {
    const keys = [...this.#options.upstreams.keys()]
    const mayCome = () => this.view.catalog.tools.length === 0 && keys.some((key) => !this.#settled.has(key))
    const deadline = performance.now() + ms
    while (mayCome() && performance.now() < deadline && !signal.aborted) await pause(10, { signal })
    return this.view
  }

  /** The connection that a server's lists are read over. */
  upstream(key: string): ManagedUpstream {
    return this.#options.upstreams.get(key)!
  }

  /** Servers whose tools cannot be called now, in the order of the configuration, each with the reason in a line. */
  get unavailable(): { server: string; reason: string }[] {
    return unavailableServers([...this.#options.upstreams.values()], {
      failures: this.#failures,
      isKnown: (key) => this.view.servers.has(key),
    })
  }

  /** Reads a server's lists again; resolves when that is done or failed, which is told by `unavailable`. */
  async relist(key: string, signal?: AbortSignal): Promise<void> {
    const upstream = this.#options.upstreams.get(key)
    if (upstream === undefined) return
    const isListed = await upstream.listTools({ from: 'anew', signal }).then(
      () => true,
      () => false,
    )
    signal?.throwIfAborted()
    const read = this.#read(upstream)
    // Who waited as long as a start may take does not wait for another.
    if (isListed) await read
  }

  /**
   * Reads a server again whenever it says on this connection that a list changed: a server may change its lists for the one
   * client that asked it to.
   */
  heed(upstream: ManagedUpstream): void {
    upstream.onEvent(({ type }) => {
      if (type === 'tools' || type === 'prompts' || type === 'resources') void this.#read(upstream)
    })
  }

  /** Stops reading. What is known is on disk when it resolves. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#loading.catch(() => {})
    this.#keep()
    await this.#writing
  }

  async #load(): Promise<void> {
    const { file, entries, upstreams } = this.#options
    const kept = file === undefined ? [] : ((await readCatalogFile(file)) ?? [])
    for (const known of kept) {
      const entry = entries.get(known.key)
      if (entry === undefined || entryHash(entry) !== known.entry || this.#entries.has(known.key)) continue
      // What cannot be judged is not handed out; its server is read all the same, and says why then.
      const judged = await this.#judge.judge(known).catch(() => undefined)
      if (judged !== undefined) this.#entries.set(known.key, { known, judged })
    }
    await this.#builder.rebuild()
    this.#told = viewText(this.view)
    this.#kept = keptText(this.#known())
    if (this.#closed) return
    for (const upstream of upstreams.values()) this.#follow(upstream)
    void this.#startAll()
  }

  async #startAll(): Promise<void> {
    const queue = this.#options.upstreams.values()
    const work = async () => {
      // The iterator is shared: each worker takes the next server that none has taken.
      for (const upstream of queue) {
        if (this.#closed) return
        await Promise.race([this.#start(upstream), pause(SLOW_MS, { idle: true })])
      }
    }
    await Promise.all(Array.from({ length: this.#options.concurrency }, work))
  }

  async #start(upstream: ManagedUpstream): Promise<void> {
    await upstream.start()
    if (upstream.state.status === 'ready') await this.#read(upstream)
    else this.#settled.add(upstream.key)
  }

  #follow(upstream: ManagedUpstream): void {
    upstream.onEvent((event) => {
      // The first connection is read by who started it; later ones may be another version of the server.
      if (event.type === 'state' && event.state.status === 'ready' && this.#settled.has(upstream.key))
        void this.#read(upstream)
    })
  }

  /** What changes while it is read is read after it, once. */
  async #read(upstream: ManagedUpstream): Promise<void> {
    const { key } = upstream
    this.#asked.set(key, upstream)
    const reads = this.#reads.get(key) ?? new LatestWork(() => this.#take(this.#asked.get(key)!))
    this.#reads.set(key, reads)
    await reads.run()
  }

  async #take(upstream: ManagedUpstream): Promise<void> {
    if (this.#closed) return
    const { key } = upstream
    try {
      const connections = { first: upstream, own: this.upstream(key) }
      const known = await readOver(connections, entryHash(this.#options.entries.get(key)!))
      this.#entries.set(key, { known, judged: await this.#judge.judge(known) })
      await this.#builder.rebuild()
      this.#failures.delete(key)
    } catch (error) {
      this.#failed(upstream, lineOf(error))
    }
    this.#settled.add(key)
    this.#gather()
  }

  #failed({ key, state }: ManagedUpstream, reason: string): void {
    // What happens to a connection is told by itself.
    if (state.status === 'ready' && this.#failures.get(key) !== reason)
      this.#options.onWarning(`The tools of ${JSON.stringify(key)} could not be read: ${reason}`)
    this.#failures.set(key, reason)
  }

  #refresh(upstream: ManagedUpstream): void {
    const { key, state, toolsFreshMs } = upstream
    const since = performance.now() - REFRESH_MS
    const isDue = (this.#refreshed.get(key) ?? this.#opened) < since
    // What failed may do now: the trust file may have been locked, or its folder not writable.
    const isWanted = toolsFreshMs <= 0 || this.#failures.has(key)
    if (state.status !== 'ready' || !isWanted || !isDue || !this.#settled.has(key)) return
    this.#refreshed.set(key, performance.now())
    void this.#read(upstream)
  }

  async #judgeAnew(): Promise<void> {
    for (const [key, { known }] of this.#entries) {
      const judged = await this.#judge.judge(known)
      // Its list may have been read again meanwhile.
      if (this.#entries.get(key)?.known === known) this.#entries.set(key, { known, judged })
    }
    await this.#builder.rebuild()
    this.#gather()
  }

  #gather(): void {
    if (this.#gathering) return
    this.#gathering = true
    void pause(GATHER_MS, { idle: true }).then(() => {
      this.#gathering = false
      if (this.#closed) return
      this.#keep()
      const text = viewText(this.view)
      if (text === this.#told) return
      this.#told = text
      this.emit('changed')
    })
  }

  /** Servers of which something is known, in the order of the configuration. */
  #known(): StockEntry[] {
    return [...this.#options.upstreams.keys()].flatMap((key) => this.#entries.get(key) ?? [])
  }

  /** Writes what is known, where it is not what the file holds. */
  #keep(): void {
    const { file, onWarning } = this.#options
    const text = keptText(this.#known())
    if (file === undefined || text === this.#kept) return
    this.#kept = text
    const servers = this.#known().map(({ known }) => known)
    this.#writing = this.#writing.then(() =>
      writeCatalogFile(file, servers).catch((error: unknown) =>
        onWarning(`The catalog could not be kept in ${file}: ${lineOf(error)}`),
      ),
    )
  }
}
