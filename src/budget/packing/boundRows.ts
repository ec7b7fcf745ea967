import type { PackingProblem } from './PackingProblem.js'
import type { Relaxation } from './Relaxation.js'

/** An upper bound that is a sum over candidates: at fixed prices of tokens, tools and servers. */
export interface BoundRow {
  /** What the limits themselves are worth at these prices. */
  base: number
  /** What each option is worth beyond its prices; no option is worth 0. */
  reduced: Float64Array
}

/** Prices of a row, as shares of the best: of a token, and of a tool at that price of a token. */
export interface PriceShares {
  token: number
  tool: number
}

/**
 * A row for each pair of prices: the bound of a packing is `base` plus, for each candidate, what its option is worth;
 * where nothing is decided yet, the most that one is worth. Several rows bound better than one: the best prices change
 * with what is left of the limits. Rows of what costs nothing anyway are left out.
 *
 * @param lambda - best price of a token
 */
export function boundRows(
  problem: PackingProblem,
  relaxation: Relaxation,
  { lambda, shares }: { lambda: number; shares: readonly PriceShares[] },
): BoundRow[] {
  const rows: BoundRow[] = []
  for (const { token, tool } of shares) {
    if (lambda === 0 && token !== 1) continue
    relaxation.evaluate(token * lambda)
    if (relaxation.toolPrice === 0 && tool !== 1) continue
    rows.push(
      boundRow(problem, relaxation, { lambda: token * lambda, toolPrice: tool * relaxation.toolPrice }),
    )
  }
  return rows
}

function boundRow(
  problem: PackingProblem,
  { adjusted, serverPrice }: Relaxation,
  { lambda, toolPrice }: { lambda: number; toolPrice: number },
): BoundRow {
  const { start, tokens, pinned, server, perServer, budget, slots } = problem
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
