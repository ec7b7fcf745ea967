import { LEVELS } from '../tool/Level.js'
import type { SelectOptions } from './Crib.js'
import { DEFAULT_LEVELS, DEFAULT_LIMIT, MIN_CONFIDENCE, RECALL_DEPTH, SPARE_CANDIDATES } from './defaults.js'
import type { RecallPlan } from './Selection.js'
import type { SelectLimits } from './selectTools.js'

/** The limits of a selection, with defaults for what the caller did not say. */
export function selectLimits(options: SelectOptions, recall: RecallPlan | undefined): SelectLimits {
  const { maxTokens, maxTools, maxShare, minConfidence = MIN_CONFIDENCE } = options
  const asked = new Set(options.levels ?? DEFAULT_LEVELS)
  return {
    maxTokens,
    maxTools: maxTools ?? (recall === undefined ? DEFAULT_LIMIT : RECALL_DEPTH),
    maxListed: maxTools,
    maxShare,
    minConfidence,
    levels: LEVELS.filter((level) => asked.has(level)),
  }
}

/** How many tools have to be ranked for these limits, of a catalog of `size`. */
export function rankDepth(
  { maxTools, maxShare }: SelectLimits,
  { recall, size }: { recall: RecallPlan | undefined; size: number },
): number {
  const depth = recall === undefined ? maxTools + SPARE_CANDIDATES : RECALL_DEPTH
  // With a share, the tools of one server may stand at any number of places that others are to get.
  return maxShare === undefined ? depth : Math.max(depth, size)
}
