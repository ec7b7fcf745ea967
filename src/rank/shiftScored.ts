import type { RankLimits } from './RankableCatalog.js'
import type { ScoredTool, ScoredTools } from './ScoredTool.js'
import { type Shifts, shiftRanks } from './shiftRanks.js'

/**
 * What a shift of 1 adds to the log odds that a tool is needed. On train/ (`npm run model:feedback`) log loss falls up to
 * 0.8, but votes are honest there. At 0.3 a single vote on the very same task makes 0.55 of a confidence of 0.10.
 */
export const ODDS_PER_SHIFT = 0.3

/**
 * A ranking after shifts of scores, down to what was asked for. Confidence follows the shift, whatever else is registered;
 * whether anything fits is left to the texts.
 */
export function shiftScored(
  scored: ScoredTools,
  shifts: Shifts,
  { limit, always, head }: RankLimits & { head: number },
): ScoredTools {
  const { items, views } = scored
  const viewOf = new Map(items.map(({ position }, at) => [position, views[at]!]))
  const shown = shiftRanks(items, shifts, head).filter(
    ({ rank, tool }) => rank <= limit || always?.has(tool.id) === true,
  )
  for (const item of shown) item.confidence = shiftedConfidence(item)
  return { ...scored, items: shown, views: shown.map(({ position }) => viewOf.get(position)!) }
}

function shiftedConfidence({ confidence, shift = 0 }: ScoredTool): number {
  const raised = confidence * Math.exp(ODDS_PER_SHIFT * shift)
  return raised / (raised + 1 - confidence)
}
