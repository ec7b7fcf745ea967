import type { Connection } from './Connection.js'
import { keepListening, type ListenOptions } from './keepListening.js'

/** What watching resources needs of its upstream. */
export interface WatchesOptions extends Pick<ListenOptions, 'timeoutMs' | 'times'> {
  /** The live connection, which is opened where there is none. */
  connection: () => Promise<Connection>
  /** Called with each resource that may have changed while nobody listened. */
  onMissed: (uri: string) => void
}

/**
 * The resources of one server that somebody watches, each asked for once: by `resources/subscribe` in 2025, all together by
 * `subscriptions/listen` in 2026. They are asked for again over each new connection.
 */
export class Watches {
  readonly #options: WatchesOptions
  readonly #counts = new Map<string, number>()
  /** Changes are made one after the other, so that the last word is the last. */
  #work: Promise<unknown> = Promise.resolve()
  #stream: AbortController | undefined

  constructor(options: WatchesOptions) {
    this.#options = options
  }

  /** Resources that are watched. */
  get size(): number {
    return this.#counts.size
  }

  /** Watches a resource. Rejects as the server refuses it; then it is not watched. */
  async add(uri: string): Promise<void> {
    const count = this.#counts.get(uri) ?? 0
    this.#counts.set(uri, count + 1)
    try {
      if (count === 0) await this.#change('resources/subscribe', uri)
    } catch (error) {
      this.#forget(uri)
      throw error
    }
  }

  /** Takes one `add` back. Never rejects. */
  async remove(uri: string): Promise<void> {
    if (this.#forget(uri)) await this.#change('resources/unsubscribe', uri).catch(() => {})
  }

  /** Asks for everything again over a new connection. */
  renew(connection: Connection): void {
    if (this.size === 0) return
    this.#inTurn(async () => {
      if (connection.era === 'modern') return await this.#listen(connection)
      for (const uri of this.#counts.keys()) await this.#send(connection, 'resources/subscribe', uri)
    }).catch(() => {})
    for (const uri of this.#counts.keys()) this.#options.onMissed(uri)
  }

  /** Whether that was the last who watched it. */
  #forget(uri: string): boolean {
    const count = this.#counts.get(uri)
    if (count === undefined) return false
    if (count > 1) this.#counts.set(uri, count - 1)
    else this.#counts.delete(uri)
    return count === 1
  }

  #change(method: string, uri: string): Promise<void> {
    return this.#inTurn(async () => {
      const connection = await this.#options.connection()
      if (connection.era === 'modern') await this.#listen(connection)
      else await this.#send(connection, method, uri)
    })
  }

  async #send(connection: Connection, method: string, uri: string): Promise<void> {
    await connection.request(method, { uri }, { timeoutMs: this.#options.timeoutMs })
  }

  /** The stream of before ends when the next one began, so that nothing is missed between them. */
  async #listen(connection: Connection): Promise<void> {
    const before = this.#stream
    this.#stream = undefined
    if (this.size > 0) {
      const stream = new AbortController()
      this.#stream = stream
      const { timeoutMs, times } = this.#options
      const filter = { resourceSubscriptions: [...this.#counts.keys()] }
      await new Promise<void>((resolve, reject) => {
        const how = { timeoutMs, times, signal: stream.signal, onOpen: resolve }
        // Where the connection ends first, the next one asks again.
        void keepListening(connection, filter, how).then((refusal) => (refusal ? reject(refusal) : resolve()))
      })
    }
    before?.abort()
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.then(work, work)
    this.#work = done.catch(() => {})
    return done
  }
}
