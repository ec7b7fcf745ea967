import type { BoundRow } from './boundRows.js'
import type { Core } from './openCore.js'
import { NONE, type PackingProblem } from './PackingProblem.js'
import { PackingState } from './PackingState.js'
import { SeenStates } from './SeenStates.js'

/** What a search starts from. */
export interface Search {
  rows: readonly BoundRow[]
  core: Core
  /** Worth of each goal that is still to be had, its price deducted. */
  goalWorth: Float64Array
  /** Worth of the best packing known, goals included. */
  known: number
  /** How much better a packing must be than the best one known to be looked for. */
  margin: number
  /** Most decisions that are tried. */
  maxNodes: number
}

/** What a search found. */
export interface Found {
  /** The best packing that is better than the known one by the margin, as options of candidates; undefined where none was found. */
  chosen: Int32Array | undefined
  /** Whether nothing was left out for want of nodes. */
  complete: boolean
}

/** Decisions after which states are remembered: most searches end before that, and the memory takes longer to make. */
const SHORT = 2_000

/** Branch and bound, depth first, over the open candidates of a core; each takes its options in turn, the best first. */
export class CoreSearch {
  readonly #problem: PackingProblem
  readonly #search: Search
  readonly #state: PackingState
  /** By row: the bound of what is decided, and of the candidates from each place on. */
  readonly #sums: Float64Array
  readonly #rest: Float64Array[]
  /** Members of each group that may still be taken callable. */
  readonly #open: Int32Array
  /** Worth of goals that can no longer be had. */
  #lost = 0
  #floor: number
  /** Profit of what is decided. */
  #profit = 0
  #seen: SeenStates | undefined
  #chosen: Int32Array | undefined
  /** Total worth of a packing, goals included. */
  readonly #total: (state: PackingState) => number

  constructor(problem: PackingProblem, search: Search, total: (state: PackingState) => number) {
    this.#problem = problem
    this.#search = search
    this.#total = total
    this.#state = new PackingState(problem)
    this.#floor = search.known + search.margin
    this.#open = Int32Array.from(problem.groups.members, (members) => members.length)
    const goals = search.goalWorth.reduce((sum, worth) => sum + worth, 0)
    this.#sums = Float64Array.from(search.rows, ({ base }) => base + goals)
    this.#rest = search.rows.map(({ reduced }) => restOf(search.core, reduced))
  }

  /** Searches. */
  run(): Found {
    const { core, maxNodes } = this.#search
    for (const { candidate, option } of core.fixed)
      if (!this.#decide(candidate, option)) return { chosen: undefined, complete: true }
    const { order, choices } = core
    const next = new Int32Array(order.length)
    let depth = 0
    for (let nodes = 0; depth >= 0; ) {
      if (depth === order.length) {
        this.#keep()
        depth--
        continue
      }
      const at = next[depth]!
      if (at > 0) this.#undo(order[depth]!, choices[depth]![at - 1]!)
      if (at === choices[depth]!.length) {
        next[depth--] = 0
        continue
      }
      if (nodes === SHORT) this.#seen = SeenStates.of(this.#problem, order.length, maxNodes)
      if (nodes++ >= maxNodes) return { chosen: this.#chosen, complete: false }
      next[depth] = at + 1
      if (this.#decide(order[depth]!, choices[depth]![at]!) && this.#promises(depth + 1)) depth++
    }
    return { chosen: this.#chosen, complete: true }
  }

  #keep(): void {
    const total = this.#total(this.#state)
    if (total <= this.#floor) return
    this.#chosen = this.#state.chosen.slice()
    this.#floor = total + this.#search.margin
  }

  #promises(depth: number): boolean {
    const sums = this.#sums
    const floor = this.#floor + this.#lost
    for (let row = 0; row < sums.length; row++)
      if (sums[row]! + this.#rest[row]![depth]! <= floor) return false
    return this.#seen === undefined || this.#seen.improves(this.#state, depth, this.#profit)
  }

  /** Takes a decision; false where it breaks a limit or a need (it is taken all the same, and has to be undone). */
  #decide(candidate: number, option: number): boolean {
    const fits = option === NONE || this.#state.fits(candidate, option)
    if (option !== NONE) {
      this.#state.set(candidate, option)
      this.#add(option, 1)
    }
    return this.#problem.groups.count === 0 ? fits : this.#close(candidate, option) && fits
  }

  #undo(candidate: number, option: number): void {
    if (option !== NONE) {
      this.#state.set(candidate, NONE)
      this.#add(option, -1)
    }
    if (this.#problem.groups.count === 0 || this.#isCallable(option)) return
    for (const group of this.#problem.groups.memberOf[candidate]!)
      if (this.#open[group]!++ === 0) this.#lost -= this.#search.goalWorth[group]!
  }

  #add(option: number, sign: 1 | -1): void {
    const { rows } = this.#search
    this.#profit += sign * this.#problem.profit[option]!
    for (let row = 0; row < rows.length; row++) this.#sums[row]! += sign * rows[row]!.reduced[option]!
  }

  /** Closes groups to a candidate that is not taken callable; false where something taken then lacks what it needs. */
  #close(candidate: number, option: number): boolean {
    const { memberOf, ownedBy, owner } = this.#problem.groups
    let met = true
    if (!this.#isCallable(option)) {
      for (const group of memberOf[candidate]!) {
        if (--this.#open[group]! > 0) continue
        this.#lost += this.#search.goalWorth[group]!
        if (owner[group]! >= 0 && this.#state.chosen[owner[group]!] !== NONE) met = false
      }
    }
    if (option !== NONE) for (const group of ownedBy[candidate]!) if (this.#open[group] === 0) met = false
    return met
  }

  #isCallable(option: number): boolean {
    return option !== NONE && this.#problem.callable[option] === 1
  }
}

function restOf({ order, choices }: Core, reduced: Float64Array): Float64Array {
  const rest = new Float64Array(order.length + 1)
  for (let at = order.length - 1; at >= 0; at--) {
    let most = Number.NEGATIVE_INFINITY
    for (const option of choices[at]!) most = Math.max(most, option === NONE ? 0 : reduced[option]!)
    rest[at] = rest[at + 1]! + most
  }
  return rest
}
