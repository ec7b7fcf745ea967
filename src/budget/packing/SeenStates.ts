import { NONE, type PackingProblem } from './PackingProblem.js'
import type { PackingState } from './PackingState.js'

/** Most places of the table, as a power of 2. */
const MAX_BITS = 16

/**
 * The best profit seen of each state that a search came to: as many candidates decided, as many tokens and tools, and
 * the same groups met and owing. What can follow depends on nothing else, so that a state that is no better than one
 * seen before need not be followed. One place for several states: a later one drives the earlier out, which costs time
 * only. So the work is bounded by the number of tokens rather than by the number of packings.
 */
export class SeenStates {
  readonly #problem: PackingProblem
  readonly #keys: Float64Array
  readonly #profits: Float64Array
  /** Bits of a hash that are not used. */
  readonly #shift: number
  readonly #depths: number

  private constructor(problem: PackingProblem, depths: number, maxNodes: number) {
    this.#problem = problem
    this.#depths = depths + 1
    const bits = Math.max(1, Math.min(MAX_BITS, Math.ceil(Math.log2(maxNodes))))
    this.#shift = 32 - bits
    this.#keys = new Float64Array(1 << bits).fill(-1)
    this.#profits = new Float64Array(1 << bits)
  }

  /** Undefined where a state has more to it than a key can hold: limited servers, many groups, a very large budget. */
  static of(problem: PackingProblem, depths: number, maxNodes: number): SeenStates | undefined {
    const { budget, slots, groups, pinned, perServer } = problem
    const limited = perServer.some((most) => most < pinned.length)
    let keys = (depths + 1) * (budget + 1) * (slots + 1)
    for (const owner of groups.owner) keys *= owner < 0 ? 2 : 4
    return limited || keys > Number.MAX_SAFE_INTEGER ? undefined : new SeenStates(problem, depths, maxNodes)
  }

  /** Whether the state is better than any seen like it; notes it then. */
  improves(state: PackingState, depth: number, profit: number): boolean {
    const key = this.#key(state, depth)
    const place =
      (Math.imul(key | 0, 0x9e3779b1) ^ Math.imul((key / 2 ** 32) | 0, 0x85ebca6b)) >>> this.#shift
    if (this.#keys[place] === key && this.#profits[place]! >= profit) return false
    this.#keys[place] = key
    this.#profits[place] = profit
    return true
  }

  #key({ chosen, members, tokens, tools }: PackingState, depth: number): number {
    const { budget, slots, groups } = this.#problem
    let bits = 0
    for (let group = 0; group < groups.count; group++) {
      const owner = groups.owner[group]!
      bits = bits * 2 + (members[group]! > 0 ? 1 : 0)
      if (owner >= 0) bits = bits * 2 + (chosen[owner] === NONE ? 0 : 1)
    }
    return ((bits * this.#depths + depth) * (slots + 1) + tools) * (budget + 1) + tokens
  }
}
