/** Times of a backoff, in milliseconds, each 1 or more. */
export interface BackoffTimes {
  /** Before the first try. Default 1,000. */
  firstMs?: number
  /** The wait doubles with each try up to this. Default 60,000. */
  maxMs?: number
  /** What ran for so long counts as well: the next wait is the first again. Default 60,000. */
  wellMs?: number
}

/** How long to wait before the next try. */
export class Backoff {
  readonly #times: Required<BackoffTimes>
  #attempt = 0

  constructor(times: BackoffTimes = {}) {
    this.#times = { firstMs: 1000, maxMs: 60_000, wellMs: 60_000, ...times }
  }

  /** Tries since it last ran well, from 0. */
  get attempt(): number {
    return this.#attempt
  }

  /** Counts one more try and gives the wait before it. @param ranMs How long it ran until now. Default 0. */
  next(ranMs = 0): number {
    if (ranMs >= this.#times.wellMs) this.reset()
    this.#attempt++
    return Math.min(this.#times.firstMs * 2 ** (this.#attempt - 1), this.#times.maxMs)
  }

  /** Forgets the tries so far. */
  reset(): void {
    this.#attempt = 0
  }
}
