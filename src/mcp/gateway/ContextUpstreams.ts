import type { ServerEntry } from '../config/ServerEntry.js'
import { ManagedUpstream } from '../upstream/ManagedUpstream.js'
import type { ManagedUpstreamOptions } from '../upstream/ManagedUpstreamOptions.js'

/** How contexts are kept apart. */
export interface ContextUpstreamsOptions {
  /** Options of the connection to one server. */
  optionsOf: (key: string) => ManagedUpstreamOptions
  /** Whether all contexts share the connection to a server. */
  isShared: (key: string) => boolean
  /** Called with each connection that is made, before it is used. */
  onMade: (upstream: ManagedUpstream) => void
}

/** Context of what belongs to no single client: lists, and clients of one authorization in 2026. */
export const SHARED_CONTEXT = 'shared'

/** The connections to servers, a set for each context; each is made when it is first asked for. */
export class ContextUpstreams {
  readonly #entries: ReadonlyMap<string, ServerEntry>
  readonly #options: ContextUpstreamsOptions
  readonly #sets = new Map<string, Map<string, ManagedUpstream>>()

  constructor(entries: ReadonlyMap<string, ServerEntry>, options: ContextUpstreamsOptions) {
    this.#entries = entries
    this.#options = options
  }

  /** The connection that a context has to a server of the configuration. */
  get(context: string, key: string): ManagedUpstream {
    const owner = this.#options.isShared(key) ? SHARED_CONTEXT : context
    const set = this.#sets.get(owner) ?? new Map<string, ManagedUpstream>()
    this.#sets.set(owner, set)
    const known = set.get(key)
    if (known !== undefined) return known
    const upstream = new ManagedUpstream(key, this.#entries.get(key)!, this.#options.optionsOf(key))
    set.set(key, upstream)
    this.#options.onMade(upstream)
    return upstream
  }

  /** Ends the connections of a context that is gone. */
  async release(context: string): Promise<void> {
    const set = this.#sets.get(context)
    this.#sets.delete(context)
    await Promise.all([...(set?.values() ?? [])].map((upstream) => upstream.close()))
  }

  /** Ends all. */
  async close(): Promise<void> {
    await Promise.all([...this.#sets.keys()].map((context) => this.release(context)))
  }
}
