import { NONE, type PackingProblem } from './PackingProblem.js'

/** A packing in the making: which option of each candidate is taken, and what that adds up to. */
export class PackingState {
  /** Option of each candidate, or NONE. */
  readonly chosen: Int32Array
  tokens = 0
  /** Unpinned tools. */
  tools = 0
  /** Members of each group that are taken at a callable option. */
  readonly members: Int32Array
  readonly #problem: PackingProblem
  readonly #ofServer: Int32Array

  constructor(problem: PackingProblem) {
    this.#problem = problem
    this.chosen = new Int32Array(problem.pinned.length).fill(NONE)
    this.members = new Int32Array(problem.groups.count)
    this.#ofServer = new Int32Array(problem.perServer.length)
  }

  /** Whether the candidate may have that option within the limits, all others as they are. */
  fits(candidate: number, option: number): boolean {
    const { tokens, budget, pinned, slots, server, perServer } = this.#problem
    const current = this.chosen[candidate]!
    if (current !== NONE) return this.tokens + tokens[option]! - tokens[current]! <= budget
    if (this.tokens + tokens[option]! > budget) return false
    if (pinned[candidate] === 1) return true
    return this.tools < slots && this.#ofServer[server[candidate]!]! < perServer[server[candidate]!]!
  }

  /** Gives the candidate that option, or NONE; limits are not looked at. */
  set(candidate: number, option: number): void {
    const current = this.chosen[candidate]!
    if (current !== NONE) this.#count(candidate, current, -1)
    if (option !== NONE) this.#count(candidate, option, 1)
    this.chosen[candidate] = option
  }

  /** Whether everything that is taken has what it needs. */
  meetsNeeds(): boolean {
    const { owner } = this.#problem.groups
    for (let group = 0; group < owner.length; group++) {
      if (owner[group]! >= 0 && this.chosen[owner[group]!] !== NONE && this.members[group] === 0) return false
    }
    return true
  }

  /** Goals that are covered, each by its weight. */
  covered(): number {
    const { weight } = this.#problem.groups
    let covered = 0
    for (let group = 0; group < weight.length; group++)
      if (this.members[group]! > 0) covered += weight[group]!
    return covered
  }

  /** Whether every goal is covered. */
  coversAll(): boolean {
    const { weight } = this.#problem.groups
    for (let group = 0; group < weight.length; group++)
      if (weight[group]! > 0 && this.members[group] === 0) return false
    return true
  }

  /** Sum of profits, in the order of the candidates, so that equal packings have equal sums. */
  profit(): number {
    let profit = 0
    for (const option of this.chosen) if (option !== NONE) profit += this.#problem.profit[option]!
    return profit
  }

  #count(candidate: number, option: number, sign: 1 | -1): void {
    const { tokens, pinned, server, callable, groups } = this.#problem
    this.tokens += sign * tokens[option]!
    if (pinned[candidate] === 0) {
      this.tools += sign
      this.#ofServer[server[candidate]!]! += sign
    }
    if (groups.count === 0 || callable[option] === 0) return
    for (const group of groups.memberOf[candidate]!) this.members[group]! += sign
  }
}
