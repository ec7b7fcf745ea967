import type { ScoredTool } from './scoreTools.js'

/** Weights of the best similarity and the best lexical share, and the bar that their sum must reach. */
const FIT = { similarityZ: 1, lexical: 14.3, bar: 3.83 }

/**
 * Whether no tool fits a task: the best similarity and the best lexical share together stay below a bar that was chosen
 * on train/ by `npm run model:confidence` so that 0.5 % of answerable tasks fall below it (tasks of one set against the
 * tools of another then fall below it in 7 %: it is a bar against the absurd, not against near misses).
 * `items` is a ranking's head; an empty one fits nothing.
 */
export function nothingFits(items: readonly ScoredTool[]): boolean {
  const best = (of: (item: ScoredTool) => number) =>
    items.reduce((most, item) => Math.max(most, of(item)), Number.NEGATIVE_INFINITY)
  const similarity = best((item) => item.similarityZ)
  const lexical = best((item) => item.lexical)
  return !(FIT.similarityZ * similarity + FIT.lexical * lexical >= FIT.bar)
}
