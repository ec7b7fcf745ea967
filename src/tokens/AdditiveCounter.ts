import type { TokenCounter } from './TokenCounter.js'

/**
 * A counter that reads a text run by run, so that counts add up over sure breaks:
 * `count(a + b) === count(a) + count(b)` whenever
 * - `a` ends in an ASCII letter or digit and `b` starts with `"` or `;`, or
 * - `a` ends in `{"`, at most 500 characters after its last letter, digit or space, and `b` starts with an ASCII
 *   letter or digit.
 *
 * listCost.ts and render/ rely on it. A counter of any other class is counted whole, because nothing is known about its breaks.
 * The contract suite of the counters tests the promise.
 */
export class AdditiveCounter implements TokenCounter {
  readonly name: string
  readonly exact: boolean
  readonly count: (text: string) => number

  constructor(parts: { name: string; exact: boolean; count: (text: string) => number }) {
    this.name = parts.name
    this.exact = parts.exact
    this.count = parts.count
  }
}
