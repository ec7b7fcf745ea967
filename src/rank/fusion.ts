import type { CohortScale } from './Cohort.js'

/** Weights of the two signals, 0 and up. */
export interface FusionWeights {
  /** Of the similarity in standard deviations over the cohort. */
  dense: number
  /** Of the lexical share. */
  lexical: number
}

/** The fused score of a cosine (-1 to 1) and a lexical share (0 to 1). */
export type Fuse = (similarity: number, lexical: number) => number

/** Similarity in standard deviations over the cohort. */
export function similarityZ(similarity: number, scale: CohortScale): number {
  return (similarity - scale.mean) / scale.deviation
}

/**
 * The fused score for one task: a weighted sum of two signals, neither of which depends on the other tools. A function
 * of plain numbers, because it runs once a tool.
 */
export function createFuse(scale: CohortScale, weights: FusionWeights): Fuse {
  return (similarity, lexical) => weights.dense * similarityZ(similarity, scale) + weights.lexical * lexical
}
