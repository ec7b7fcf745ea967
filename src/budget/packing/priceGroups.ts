import { lowestBound } from './lowestBound.js'
import type { PackingProblem } from './PackingProblem.js'
import type { Relaxation } from './Relaxation.js'

/** Bound of value and goals together. */
export interface PricedBound {
  /** Price of a token. */
  lambda: number
  /** Upper bound of goals and value, goals counted by `goalWorth`. */
  bound: number
  /** Price of each group: what its members are paid and its owner pays. Goals' are at most their worth. */
  prices: Float64Array
}

/** What the prices are looked for with. */
export interface GroupPricing {
  /** Prices to start from, and their bound. */
  start: PricedBound
  /** What a goal of weight 1 is worth; more than all value together. */
  goalWorth: number
  /** Value of the best packing known, goals included. */
  incumbent: number
  /** A gap to the incumbent that is small enough. */
  enough: number
  /** Most prices that are tried. */
  rounds: number
  /** Upper bound of value without groups. */
  plain: number
  /** Share of Polyak's length that the first steps have, above 0 to 1. */
  scale: number
}

/** Prices of a token that are tried for each price of groups. */
const STEPS = 2
const PATIENCE = 4

/**
 * Prices of the groups that give a low bound: subgradient steps of Polyak's length (1969), shortened when they do not
 * help. The relaxation is left at these prices, at a choice that fits the budget.
 */
export function priceGroups(
  problem: PackingProblem,
  relaxation: Relaxation,
  { start, goalWorth, incumbent, enough, rounds, plain, scale: first }: GroupPricing,
): PricedBound {
  const { count, weight } = problem.groups
  const prices = start.prices.slice()
  let best = start
  let scale = first
  let idle = 0
  for (let round = 0; round < rounds; round++) {
    adjust(problem, relaxation, prices)
    const lowest = lowestBound(relaxation, problem.budget, { guess: best.lambda, steps: STEPS })
    let bound = lowest.bound
    for (let group = 0; group < count; group++)
      if (weight[group]! > 0) bound += goalWorth * weight[group]! - prices[group]!
    if (bound < best.bound - 1e-9) {
      best = { lambda: lowest.lambda, bound, prices: prices.slice() }
      idle = 0
    } else if (++idle === PATIENCE) {
      scale /= 2
      idle = 0
    }
    const gap = Math.min(bound - incumbent, 0.3 * plain)
    if (gap <= enough || !step(problem, relaxation, { prices, goalWorth, length: scale * gap })) break
  }
  adjust(problem, relaxation, best.prices)
  lowestBound(relaxation, problem.budget, { guess: best.lambda })
  return best
}

/** Profits with the prices of groups. */
function adjust(
  { start, profit, callable, groups }: PackingProblem,
  { adjusted }: Relaxation,
  prices: Float64Array,
) {
  adjusted.set(profit)
  for (let group = 0; group < prices.length; group++) {
    const price = prices[group]!
    if (price === 0) continue
    for (const member of groups.members[group]!) {
      for (let option = start[member]!; option < start[member + 1]!; option++)
        if (callable[option] === 1) adjusted[option]! += price
    }
    const owner = groups.owner[group]!
    if (owner < 0) continue
    for (let option = start[owner]!; option < start[owner + 1]!; option++) adjusted[option]! -= price
  }
}

/** Moves the prices against what the choice has too many of; false where nothing is to be moved. */
function step(
  { groups, callable }: PackingProblem,
  { kept, best }: Relaxation,
  { prices, goalWorth, length }: { prices: Float64Array; goalWorth: number; length: number },
): boolean {
  const slopes = new Float64Array(prices.length)
  let norm = 0
  for (let group = 0; group < prices.length; group++) {
    const owner = groups.owner[group]!
    let slope = owner < 0 ? -1 : -kept[owner]!
    for (const member of groups.members[group]!) if (kept[member] === 1) slope += callable[best[member]!]!
    if (slope > 0 && prices[group] === 0) continue
    slopes[group] = slope
    norm += slope * slope
  }
  if (norm === 0) return false
  for (let group = 0; group < prices.length; group++) {
    const most = groups.owner[group]! < 0 ? goalWorth * groups.weight[group]! : Number.POSITIVE_INFINITY
    prices[group] = Math.min(most, Math.max(0, prices[group]! - (length / norm) * slopes[group]!))
  }
  return true
}
