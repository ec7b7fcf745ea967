import { normalize } from '../vector/normalize.js'
import { VectorRows } from '../vector/VectorRows.js'
import type { Cohort } from './Cohort.js'

/**
 * Gap of two tools that have nothing in common beyond what all tools have, in units of a ranking's score. Chosen on train/
 * together with `DEFAULT_CROWDING` (`npm run model:confusable`): 5 % of the pairs explain 60.7 % of the wrong first tools
 * there, at 10 and 50 60.0 and 60.4 %.
 */
export const APART = 25

/** So many tools of the cohort are counted among the catalog's, so that few tools have a middle too. */
const PRIOR = 30

/**
 * How far each tool of a catalog is from all of them in meaning, by position: 0 for one like it, `apart` for one that has
 * nothing to do with it, more for opposites. What the tools have in common tells none of them apart, so the middle of
 * catalog and cohort is taken off their vectors first (`vectors`: of the embedded texts, by position).
 */
export function createMeaningGaps(
  vectors: readonly Float32Array[],
  cohort: Cohort,
  apart = APART,
): (position: number) => Float32Array {
  const [first] = vectors
  if (first === undefined) return () => new Float32Array()
  const middle = Float64Array.from(cohort.mean, (value) => PRIOR * value)
  for (const vector of vectors) for (const [at, value] of vector.entries()) middle[at] = middle[at]! + value
  const weight = vectors.length + PRIOR
  const special = vectors.map((vector) => normalize(vector.map((value, at) => value - middle[at]! / weight)))
  const rows = new VectorRows(first.length)
  rows.append(special)
  return (position) => rows.scores(special[position]!).map((cosine) => apart * (1 - cosine))
}
