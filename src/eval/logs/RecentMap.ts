/** A map that forgets the entry that was set the longest ago when it has too many. */
export class RecentMap<Value> {
  readonly #limit: number
  readonly #entries = new Map<string, Value>()

  /** `limit` entries, 1 or more. */
  constructor(limit: number) {
    this.#limit = limit
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key)
  }

  /** Sets an entry and gives back the one that had to go for it. */
  set(key: string, value: Value): Value | undefined {
    this.#entries.delete(key)
    this.#entries.set(key, value)
    if (this.#entries.size <= this.#limit) return undefined
    const [oldest, gone] = this.#entries.entries().next().value!
    this.#entries.delete(oldest)
    return gone
  }

  delete(key: string): void {
    this.#entries.delete(key)
  }

  values(): Iterable<Value> {
    return this.#entries.values()
  }
}
