import { LOW_COVERAGE } from './confidences.js'
import type { TaskQuery } from './RankableCatalog.js'

/**
 * What a ranking has to be taken with care for. `low_coverage`: the embedder knows less than 60 % of the task's words
 * (another language, made-up names), so that its similarities mean little and every confidence was lowered.
 */
export type Caution = 'low_coverage'

/** The cautions of a task's ranking. */
export function cautionsOf({ coverage = 1 }: TaskQuery): Caution[] {
  return coverage < LOW_COVERAGE ? ['low_coverage'] : []
}
