import type { ManagedUpstream } from '../../upstream/ManagedUpstream.js'

/** What a client hears of a resource: params of `notifications/resources/updated`. */
export type Updated = Readonly<Record<string, unknown>> & { uri: string }

/** The resources that one connection wants to hear of. */
export class Subscriptions {
  readonly #tell: (updated: Updated) => void
  readonly #watched = new Map<string, ManagedUpstream>()
  readonly #stops = new Map<ManagedUpstream, () => void>()

  /** @param tell Called with each change of a resource that is watched. */
  constructor(tell: (updated: Updated) => void) {
    this.#tell = tell
  }

  /** Rejects as the server refuses it. A resource that is watched already is not asked for again. */
  async add(uri: string, upstream: ManagedUpstream): Promise<void> {
    if (this.#watched.has(uri)) return
    await upstream.watch(uri)
    this.#watched.set(uri, upstream)
    if (this.#stops.has(upstream)) return
    const stop = upstream.onEvent((event) => {
      if (event.type !== 'updated') return
      const { uri: changed } = event.params
      // A part of a watched resource may be told by its own URI.
      if (typeof changed === 'string' && [...this.#watched.values()].includes(upstream))
        this.#tell({ ...event.params, uri: changed })
    })
    this.#stops.set(upstream, stop)
  }

  /** Never rejects. */
  async remove(uri: string): Promise<void> {
    const upstream = this.#watched.get(uri)
    this.#watched.delete(uri)
    await upstream?.unwatch(uri)
  }

  /** Watches nothing more. Never rejects. */
  async close(): Promise<void> {
    for (const stop of this.#stops.values()) stop()
    this.#stops.clear()
    await Promise.all([...this.#watched.keys()].map((uri) => this.remove(uri)))
  }
}
