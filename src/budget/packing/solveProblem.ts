import { boundRows } from './boundRows.js'
import { CoreSearch, type Found } from './CoreSearch.js'
import { lowestBound } from './lowestBound.js'
import { openCore } from './openCore.js'
import type { PackingProblem } from './PackingProblem.js'
import { PackingState } from './PackingState.js'
import { type PricedBound, priceGroups } from './priceGroups.js'
import { Relaxation } from './Relaxation.js'
import { roundChoice } from './roundChoice.js'

/** Up to so many candidates a packing is sought that none beats; above, one that none beats by much. */
export const EXACT_MAX = 60

/** Above {@link EXACT_MAX}: a gap to the bound that is good enough at once, and how much better a search must find. */
const GOOD_ENOUGH = 0.004
const WORTH_FINDING = 0.002

/** Decisions that a search may try. Some ten million would take a second. */
const MAX_NODES = { exact: 500_000, near: 4_000 } as const

/** Prices of a token at which a search bounds, in shares of the best price: what is left of a budget may be tighter. */
const FACTORS = { exact: [1, 0.02, 0.1, 0.3, 0.6, 0.85, 1.2, 1.7, 3, 8, 30], near: [1, 0.7, 1.4] } as const

/** Sums of a few dozen values from 0 to 1 differ by less through rounding. */
const ROUNDING = 1e-12

/** A packing, and what is proven of it. */
export interface Solution {
  state: PackingState
  /** Upper bound of the profit of packings that cover as much. */
  bound: number
  exact: boolean
}

/** Finds a packing: prices, rounding, then branch and bound where the gap is wide. */
export function solveProblem(problem: PackingProblem): Solution {
  const relaxation = new Relaxation(problem)
  const plain = lowestBound(relaxation, problem.budget)
  const goalWorth = plain.bound + 1
  const total = (state: PackingState) => state.covered() * goalWorth + state.profit()
  const goals = problem.groups.weight.reduce((sum, weight) => sum + weight, 0) * goalWorth
  let best = better(roundChoice(problem, relaxation, plain.lambda), total)
  let priced: PricedBound = {
    lambda: plain.lambda,
    bound: plain.bound + goals,
    prices: new Float64Array(problem.groups.count),
  }
  if (problem.groups.count > 0 && priced.bound - total(best) > ROUNDING) {
    priced = priceGroups(problem, relaxation, { goalWorth, incumbent: total(best), plain })
    best = better([best, ...roundChoice(problem, relaxation, priced.lambda)], total)
  }
  const exactly = problem.pinned.length <= EXACT_MAX
  const goodEnough = exactly ? ROUNDING : GOOD_ENOUGH * best.profit() + ROUNDING
  let proven = priced.bound
  let exact = proven - total(best) <= ROUNDING
  if (proven - total(best) > goodEnough) {
    const margin = exactly ? ROUNDING : WORTH_FINDING * best.profit() + ROUNDING
    const found = search(problem, relaxation, {
      ...priced,
      goalWorth,
      known: total(best),
      margin,
      total,
      exactly,
    })
    if (found.chosen !== undefined) best = stateOf(problem, found.chosen)
    exact = exactly && found.complete
    if (found.complete) proven = Math.min(proven, total(best) + margin)
  }
  const covered = best.covered() * goalWorth
  const known = proven < covered + goalWorth ? Math.min(plain.bound, proven - covered) : plain.bound
  return { state: best, bound: known, exact }
}

interface Start {
  lambda: number
  prices: Float64Array
  goalWorth: number
  known: number
  margin: number
  total: (state: PackingState) => number
  exactly: boolean
}

function search(problem: PackingProblem, relaxation: Relaxation, start: Start): Found {
  const { lambda, prices, known, margin } = start
  const effort = start.exactly ? 'exact' : 'near'
  const goalWorth = problem.groups.weight.map((weight, group) =>
    weight > 0 ? weight * start.goalWorth - prices[group]! : 0,
  )
  const lambdas = lambda > 0 ? FACTORS[effort].map((factor) => factor * lambda) : [0]
  const rows = boundRows(problem, relaxation, lambdas)
  const core = openCore(problem, rows, known + margin - goalWorth.reduce((sum, worth) => sum + worth, 0))
  if (core === undefined) return { chosen: undefined, complete: true }
  const setting = { rows, core, goalWorth, known, margin, maxNodes: MAX_NODES[effort] }
  return new CoreSearch(problem, setting, start.total).run()
}

function better(states: readonly PackingState[], total: (state: PackingState) => number): PackingState {
  return states.reduce((best, state) => (total(state) > total(best) ? state : best))
}

function stateOf(problem: PackingProblem, chosen: Int32Array): PackingState {
  const state = new PackingState(problem)
  for (const [at, option] of chosen.entries()) state.set(at, option)
  return state
}
