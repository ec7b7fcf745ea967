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

/**
 * Finds the lowest bound: where the lines of a choice that fits and of one that does not meet, until there is no choice
 * below their meeting. The relaxation is left at a choice that fits the budget.
 *
 * @param guess - a price to start from, above 0; only the time depends on it
 */
export function lowestBound(relaxation: Relaxation, budget: number, guess?: number): LowestBound {
  const at = (lambda: number): Piece => {
    const bound = relaxation.evaluate(lambda)
    return { lambda, bound, slope: budget - relaxation.usage }
  }
  let low = at(0)
  if (low.slope >= 0) return low
  let high = at(guess ?? low.bound / Math.max(1, budget))
  while (high.slope < 0) {
    low = high
    high = at(high.lambda * 4 + Number.MIN_VALUE)
  }
  let lowest = high
  for (let step = 0; step < MAX_STEPS; step++) {
    const lambda =
      (high.bound - high.slope * high.lambda - low.bound + low.slope * low.lambda) / (low.slope - high.slope)
    if (!(lambda > low.lambda && lambda < high.lambda)) break
    const piece = at(lambda)
    if (piece.bound < lowest.bound) lowest = piece
    const meeting = low.bound + low.slope * (lambda - low.lambda)
    const settled = piece.bound <= meeting + 1e-13 * Math.abs(meeting)
    if (piece.slope < 0) low = piece
    else high = piece
    if (settled) break
  }
  if (high.lambda !== lowest.lambda || relaxation.usage > budget) relaxation.evaluate(high.lambda)
  return lowest
}
