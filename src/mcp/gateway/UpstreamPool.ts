import { ownerOf } from '../relay/ownerOf.js'
import type { Peer } from '../relay/Peer.js'
import type { Caller } from '../upstream/Caller.js'
import type { ManagedUpstream } from '../upstream/ManagedUpstream.js'

/** Whether a server runs once for all, or once for each context. */
export type Isolation = 'shared' | 'session'

/** Options of a pool. */
export interface UpstreamPoolOptions {
  /** Makes the upstream of a server, started or not. @param owner The one client that it is for, if it can be asked. */
  open: (key: string, owner: Caller | undefined) => ManagedUpstream
  /** Of each server, by its key. */
  isolation: (key: string) => Isolation
  /**
   * Milliseconds after which the servers of a context that nobody ends are closed for want of use, 1 to 2,147,483,647.
   * Default 1,800,000.
   */
  idleMs?: number | undefined
}

interface Pooled {
  upstream: ManagedUpstream
  /** By the clock of `performance`. */
  usedAt: number
}

/** Servers of one context. */
interface ContextSet {
  /** The connection that it belongs to; it is ended with it and not before. */
  peer: Peer | undefined
  isHeld: boolean
  upstreams: Map<string, Pooled>
}

/** Connections to servers, by the context of the clients that they work for. */
export class UpstreamPool {
  readonly #options: UpstreamPoolOptions
  readonly #idleMs: number
  readonly #shared = new Map<string, ManagedUpstream>()
  readonly #contexts = new Map<string, ContextSet>()
  #sweeper: NodeJS.Timeout | undefined

  constructor(options: UpstreamPoolOptions) {
    this.#options = options
    this.#idleMs = options.idleMs ?? 1_800_000
  }

  /**
   * Says that a context is one connection, which `end` will end; before the first `get` of it.
   *
   * @param peer A client of 2025, which is asked what a server of its own asks while no request is under way.
   */
  begin(context: string, peer?: Peer): void {
    this.#contexts.set(context, { peer, isHeld: true, upstreams: new Map() })
  }

  /** The server for a context, the same one each time; not started before it is used. */
  get(key: string, context: string): ManagedUpstream {
    if (this.#options.isolation(key) === 'shared') return this.#sharedOne(key)
    let set = this.#contexts.get(context)
    if (set === undefined) {
      set = { peer: undefined, isHeld: false, upstreams: new Map() }
      this.#contexts.set(context, set)
      this.#sweep()
    }
    const pooled = set.upstreams.get(key) ?? this.#openFor(key, set)
    pooled.usedAt = performance.now()
    return pooled.upstream
  }

  /** Every upstream there is. */
  get upstreams(): ManagedUpstream[] {
    const own = [...this.#contexts.values()].flatMap(({ upstreams }) => [...upstreams.values()])
    return [...this.#shared.values(), ...own.map(({ upstream }) => upstream)]
  }

  /** Closes the servers of a context. Never rejects. */
  async end(context: string): Promise<void> {
    const set = this.#contexts.get(context)
    this.#contexts.delete(context)
    await Promise.all([...(set?.upstreams.values() ?? [])].map(({ upstream }) => upstream.close()))
  }

  /** Closes every server. Never rejects. */
  async close(): Promise<void> {
    clearInterval(this.#sweeper)
    const { upstreams } = this
    this.#shared.clear()
    this.#contexts.clear()
    await Promise.all(upstreams.map((upstream) => upstream.close()))
  }

  #sharedOne(key: string): ManagedUpstream {
    const known = this.#shared.get(key)
    if (known !== undefined) return known
    const upstream = this.#options.open(key, undefined)
    this.#shared.set(key, upstream)
    return upstream
  }

  #openFor(key: string, set: ContextSet): Pooled {
    const { peer } = set
    const owner = peer?.era === 'legacy' && peer.request !== undefined ? ownerOf(key, peer) : undefined
    const pooled = { upstream: this.#options.open(key, owner), usedAt: 0 }
    set.upstreams.set(key, pooled)
    return pooled
  }

  #sweep(): void {
    this.#sweeper ??= setInterval(() => this.#closeIdle(), Math.max(1, this.#idleMs / 4)).unref()
  }

  #closeIdle(): void {
    const before = performance.now() - this.#idleMs
    for (const [context, { isHeld, upstreams }] of this.#contexts) {
      if (isHeld) continue
      for (const [key, { upstream, usedAt }] of upstreams) {
        if (usedAt > before || upstream.isBusy) continue
        upstreams.delete(key)
        void upstream.close()
      }
      if (upstreams.size === 0) this.#contexts.delete(context)
    }
  }
}
