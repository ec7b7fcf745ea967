/** Multiplier and increment of a linear congruential generator (Numerical Recipes, 2nd edition, 1992). */
const MULTIPLIER = 1_664_525
const INCREMENT = 1_013_904_223

/** Seeded draws: the same for the same seed. */
export class Draw {
  #state: number

  /** `seed`: an integer; its low 32 bits count. */
  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** An integer from 0 to `limit` - 1. */
  below(limit: number): number {
    this.#state = (Math.imul(this.#state, MULTIPLIER) + INCREMENT) >>> 0
    return Math.floor((this.#state / 2 ** 32) * limit)
  }

  /** One of a list that is not empty. */
  of<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0]
  }

  /** The list in another order. */
  shuffled<T>(list: readonly T[]): T[] {
    const order = [...list]
    for (let at = order.length - 1; at > 0; at--) {
      const other = this.below(at + 1)
      ;[order[at], order[other]] = [order[other] as T, order[at] as T]
    }
    return order
  }
}
