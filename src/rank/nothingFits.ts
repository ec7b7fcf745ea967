import type { RankedTool } from './Ranking.js'

/** Weights of the best similarity and the best lexical share, and the bar that their sum must reach. */
const FIT = { similarityZ: 1, lexical: 4, bar: 2.2 }

/**
 * Whether no tool fits a task: the best similarity and the best lexical share together stay below a bar that was chosen
 * on train/ (tasks of one set against the tools of another) by `npm run model:fusion`.
 * `items` is a ranking's head; an empty one fits nothing.
 */
export function nothingFits(items: readonly RankedTool[]): boolean {
  const best = (of: (item: RankedTool) => number) =>
    items.reduce((most, item) => Math.max(most, of(item)), Number.NEGATIVE_INFINITY)
  const similarity = best((item) => item.evidence.similarityZ)
  const lexical = best((item) => item.evidence.lexical)
  return !(FIT.similarityZ * similarity + FIT.lexical * lexical >= FIT.bar)
}
