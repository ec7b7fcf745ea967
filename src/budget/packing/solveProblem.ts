import { boundRows, type PriceShares } from './boundRows.js'
import { CoreSearch, type Found } from './CoreSearch.js'
import { lowestBound } from './lowestBound.js'
import { openCore } from './openCore.js'
import type { PackingProblem } from './PackingProblem.js'
import { PackingState } from './PackingState.js'
import { type PricedBound, priceGroups } from './priceGroups.js'
import { Relaxation } from './Relaxation.js'
import { roundChoice } from './roundChoice.js'

/** A packing, and what is proven of it. */
export interface Solution {
  state: PackingState
  /** Upper bound of the profit of packings that cover as much. */
  bound: number
  exact: boolean
}

/** How hard a packing is looked for. */
interface Effort {
  /** Gap to the bound that is good enough, as a share of the value. */
  enough: number
  /** How much better a packing must be to be searched for, as a share of the value. */
  worthFinding: number
  /** Prices of groups that are tried, in turns; packings are made of the best after each. */
  rounds: readonly number[]
  /** Prices at which a search bounds, in shares of the best: what is left of the limits may be scarcer. */
  shares: readonly PriceShares[]
  /** Decisions that searches try, one search after the other as long as it is not settled; some millions take a second. */
  maxNodes: readonly number[]
}

/** Up to so many candidates a packing is sought that none beats; above, one that none beats by much. */
const EXACT_MAX = 60

const sharesOf = (tokens: readonly number[], tools: readonly number[]): PriceShares[] => [
  ...tokens.map((token) => ({ token, tool: 1 })),
  ...tools.map((tool) => ({ token: 1, tool })),
]

const EXACT: Effort = {
  enough: 0,
  worthFinding: 0,
  rounds: [20, 20],
  shares: sharesOf([1, 0.02, 0.1, 0.3, 0.6, 0.85, 1.2, 1.7, 3, 8, 30], [0.3, 0.7, 1.5, 4]),
  maxNodes: [2_000, 500_000],
}

const NEAR: Effort = {
  enough: 0.008,
  worthFinding: 0.004,
  rounds: [6, 12, 24],
  shares: sharesOf([1, 0.3, 0.7, 1.4, 3], [0.5, 2]),
  maxNodes: [4_000, 150_000],
}

/** Sums of a few dozen values from 0 to 1 differ by less through rounding. */
const ROUNDING = 1e-12

/** What is known while a packing is looked for. */
interface Standing {
  problem: PackingProblem
  relaxation: Relaxation
  effort: Effort
  best: PackingState
  /** Bound of goals and profit together. */
  priced: PricedBound
  /** Bound of the profit alone. */
  plain: number
  /** What a goal of weight 1 is worth: more than all profit. */
  goalWorth: number
}

/**
 * Finds a packing: prices, rounding, then branch and bound where the gap is wide.
 *
 * @param tolerance - share of the value by which the packing may fall short of the best, 0 to 1
 */
export function solveProblem(problem: PackingProblem, tolerance: number): Solution {
  const standing = firstStanding(problem, effortFor(problem, tolerance))
  priceInTurns(standing)
  let exact = gapOf(standing) <= ROUNDING
  for (const maxNodes of standing.effort.maxNodes) {
    if (exact || gapOf(standing) <= enoughOf(standing)) break
    exact = searchOn(standing, maxNodes)
  }
  const { best, priced, plain, goalWorth } = standing
  const covered = best.covered() * goalWorth
  // A bound that leaves room for another goal says nothing of the value beside as many goals.
  const bound = priced.bound < covered + goalWorth ? Math.min(plain, priced.bound - covered) : plain
  return { state: best, bound, exact }
}

/** Searches for a packing that is better, and lowers the bound where there is none; true where the best one is proven. */
function searchOn(standing: Standing, maxNodes: number): boolean {
  const { problem, effort } = standing
  const margin = ROUNDING + effort.worthFinding * standing.best.profit()
  const { chosen, complete } = search(standing, { margin, maxNodes })
  if (chosen !== undefined) standing.best = stateOf(problem, chosen)
  if (!complete) return false
  const proven = total(standing, standing.best) + margin
  if (proven < standing.priced.bound) standing.priced = { ...standing.priced, bound: proven }
  return effort.worthFinding === 0
}

function effortFor({ pinned }: PackingProblem, tolerance: number): Effort {
  const effort = pinned.length <= EXACT_MAX && tolerance === 0 ? EXACT : NEAR
  return tolerance === 0 ? effort : { ...effort, enough: tolerance, worthFinding: tolerance / 2 }
}

function firstStanding(problem: PackingProblem, effort: Effort): Standing {
  const relaxation = new Relaxation(problem)
  const { bound: plain, lambda } = lowestBound(relaxation, problem.budget)
  const goalWorth = plain + 1
  const goals = problem.groups.weight.reduce((sum, weight) => sum + weight, 0)
  const prices = new Float64Array(problem.groups.count)
  const beside = {
    problem,
    relaxation,
    effort,
    priced: { lambda, bound: plain + goals * goalWorth, prices },
    plain,
    goalWorth,
  }
  return { ...beside, best: best(beside, roundChoice(problem, relaxation, lambda)) }
}

function priceInTurns(standing: Standing): void {
  const { problem, relaxation, goalWorth, plain, effort } = standing
  if (problem.groups.count === 0) return
  for (const [turn, rounds] of effort.rounds.entries()) {
    const enough = enoughOf(standing)
    if (gapOf(standing) <= enough) return
    const incumbent = total(standing, standing.best)
    const setting = {
      start: standing.priced,
      goalWorth,
      incumbent,
      enough,
      rounds,
      plain,
      scale: 1 / (turn + 1),
    }
    standing.priced = priceGroups(problem, relaxation, setting)
    const rounded = roundChoice(problem, relaxation, standing.priced.lambda)
    standing.best = best(standing, [standing.best, ...rounded])
  }
}

const gapOf = (standing: Standing) => standing.priced.bound - total(standing, standing.best)

const enoughOf = ({ effort, best }: Standing) => ROUNDING + effort.enough * best.profit()

const total = ({ goalWorth }: Pick<Standing, 'goalWorth'>, state: PackingState) =>
  state.covered() * goalWorth + state.profit()

function best(standing: Pick<Standing, 'goalWorth'>, states: readonly PackingState[]): PackingState {
  return states.reduce((most, state) => (total(standing, state) > total(standing, most) ? state : most))
}

function search(standing: Standing, { margin, maxNodes }: { margin: number; maxNodes: number }): Found {
  const { problem, relaxation, effort, priced } = standing
  const { lambda, prices } = priced
  const goalWorth = problem.groups.weight.map((weight, group) =>
    weight > 0 ? weight * standing.goalWorth - prices[group]! : 0,
  )
  const rows = boundRows(problem, relaxation, { lambda, shares: effort.shares })
  const known = total(standing, standing.best)
  const core = openCore(problem, rows, known + margin - goalWorth.reduce((sum, worth) => sum + worth, 0))
  if (core === undefined) return { chosen: undefined, complete: true }
  const setting = { rows, core, goalWorth, known, margin, maxNodes }
  return new CoreSearch(problem, setting, (state) => total(standing, state)).run()
}

function stateOf(problem: PackingProblem, chosen: Int32Array): PackingState {
  const state = new PackingState(problem)
  for (const [at, option] of chosen.entries()) state.set(at, option)
  return state
}
