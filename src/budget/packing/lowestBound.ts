import type { Relaxation } from './Relaxation.js'

/** The lowest upper bound that the price of a token can give. */
export interface LowestBound {
  /** Price of a token, 0 or more. */
  lambda: number
  bound: number
}

/** The bound is a line in the price of a token, piece by piece; two pieces at a time are tried. */
interface Piece {
  lambda: number
  bound: number
  /** Tokens that the budget is over the choice: below 0 where the choice does not fit. */
  slope: number
}

/** More than a convex function of some thousand pieces was seen to need. */
const MAX_STEPS = 60

/** How far from a guess the price is looked for, as a factor, and for how many steps before 0 is tried. */
const WIDEN = { first: 1.3, later: 4, steps: 3 } as const

/** What the search may start from. */
export interface Starting {
  /** A price that may be near, above 0; only the time depends on it. */
  guess?: number | undefined
  /** Most meetings that are tried; with few the bound is valid and may not be the lowest. Default 60. */
  steps?: number
}

/**
 * Finds the lowest bound: where the lines of a choice that fits and of one that does not meet, until there is no choice
 * below their meeting. The relaxation is left at a choice that fits the budget.
 */
export function lowestBound(
  relaxation: Relaxation,
  budget: number,
  { guess, steps = MAX_STEPS }: Starting = {},
): LowestBound {
  const at = (lambda: number): Piece => {
    const bound = relaxation.evaluate(lambda)
    return { lambda, bound, slope: budget - relaxation.usage }
  }
  let { low, high } = bracket(at, budget, guess)
  if (low === undefined) return high
  let lowest = high.bound < low.bound ? high : low
  let last: Piece | undefined
  for (let step = 0; step < steps; step++) {
    const lambda: number =
      (high.bound - high.slope * high.lambda - low.bound + low.slope * low.lambda) / (low.slope - high.slope)
    if (!(lambda > low.lambda && lambda < high.lambda)) break
    const meeting: number = low.bound + low.slope * (lambda - low.lambda)
    last = at(lambda)
    if (last.bound < lowest.bound) lowest = last
    if (last.slope < 0) low = last
    else high = last
    if (last.bound <= meeting + 1e-13 * Math.abs(meeting)) break
  }
  if (last !== high) relaxation.evaluate(high.lambda)
  return lowest
}

/** A choice that does not fit and one at a higher price that does; only the latter where tokens need no price. */
function bracket(
  at: (lambda: number) => Piece,
  budget: number,
  guess = 0,
): { low: Piece | undefined; high: Piece } {
  let piece = at(guess)
  let factor: number = WIDEN.first
  if (piece.slope < 0) {
    for (let low = piece; ; low = piece, factor = WIDEN.later) {
      piece = at(low.lambda === 0 ? low.bound / Math.max(1, budget) : low.lambda * factor)
      if (piece.slope >= 0) return { low, high: piece }
    }
  }
  for (let step = 0; piece.lambda > 0; step++, factor = WIDEN.later) {
    const high = piece
    piece = at(step < WIDEN.steps ? high.lambda / factor : 0)
    if (piece.slope < 0) return { low: piece, high }
  }
  return { low: undefined, high: piece }
}
