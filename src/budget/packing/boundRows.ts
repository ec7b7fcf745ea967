import type { PackingProblem } from './PackingProblem.js'
import type { Relaxation } from './Relaxation.js'

/** An upper bound that is a sum over candidates: at fixed prices of tokens, tools and servers. */
export interface BoundRow {
  /** What the limits themselves are worth at these prices. */
  base: number
  /** What each option is worth beyond its prices; no option is worth 0. */
  reduced: Float64Array
}

/**
 * A row for each price of a token: the bound of a packing is `base` plus, for each candidate, what its option is worth;
 * where nothing is decided yet, the most that one is worth. Several rows bound better than one: the best price of a token
 * changes with what is left of the budget.
 */
export function boundRows(
  problem: PackingProblem,
  relaxation: Relaxation,
  lambdas: readonly number[],
): BoundRow[] {
  return lambdas.map((lambda) => {
    relaxation.evaluate(lambda)
    return boundRow(problem, relaxation, lambda)
  })
}

function boundRow(problem: PackingProblem, relaxation: Relaxation, lambda: number): BoundRow {
  const { start, tokens, pinned, server, perServer, budget, slots } = problem
  const { adjusted, toolPrice, serverPrice } = relaxation
  let base = lambda * budget + toolPrice * slots
  // An unlimited server has the price 0, and 0 times infinity is no number.
  for (const [at, price] of serverPrice.entries()) if (price > 0) base += price * perServer[at]!
  const reduced = new Float64Array(tokens.length)
  for (let at = 0, option = 0; at < pinned.length; at++) {
    const price = pinned[at] === 1 ? 0 : toolPrice + serverPrice[server[at]!]!
    for (; option < start[at + 1]!; option++)
      reduced[option] = adjusted[option]! - lambda * tokens[option]! - price
  }
  return { base, reduced }
}
