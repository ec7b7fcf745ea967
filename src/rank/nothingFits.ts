import type { ScoredTool } from './scoreTools.js'

/**
 * Weights of the best similarity and the best lexical share, and the bar that their sum must reach. The best of many
 * wrong tools stands high by chance, so the bar grows with the catalog. Fitted on train/ by `npm run model:confidence`:
 * at each size of catalog 0.2 % of answerable tasks fall below it, and 8 to 14 % of one set's tasks against the tools
 * of another: it is a bar against the absurd, not against near misses.
 */
const FIT = { similarityZ: 1, lexical: 7, bar: 0.15, perLogTool: 0.38 }

/**
 * Whether no tool fits a task: the best similarity and the best lexical share together stay below the bar.
 * `items` is a ranking's head, best first; an empty one fits nothing. `tools` is how many were ranked, 1 or more.
 */
export function nothingFits(items: readonly ScoredTool[], tools: number): boolean {
  if (items.length === 0) return true
  const best = (of: (item: ScoredTool) => number) =>
    items.reduce((most, item) => Math.max(most, of(item)), Number.NEGATIVE_INFINITY)
  const similarity = best((item) => item.similarityZ)
  const lexical = best((item) => item.lexical)
  const reached = FIT.similarityZ * similarity + FIT.lexical * lexical
  return !(reached >= FIT.bar + FIT.perLogTool * Math.log(tools))
}
