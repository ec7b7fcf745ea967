import type { CohortScale } from './Cohort.js'

/** Weights of the two signals, 0 and up. */
export interface FusionWeights {
  /** Of the similarity in standard deviations over the cohort. */
  dense: number
  /** Of the lexical share. */
  lexical: number
}

/** The two signals of one tool. */
export interface Signals {
  /** Cosine, -1 to 1. */
  similarity: number
  /** BM25 as a share of what the task could attain, 0 to 1. */
  lexical: number
}

/** Similarity in standard deviations over the cohort. */
export function similarityZ(similarity: number, scale: CohortScale): number {
  return (similarity - scale.mean) / scale.deviation
}

/** The fused score: a weighted sum of two signals, neither of which depends on the other tools. */
export function fuse(signals: Signals, scale: CohortScale, weights: FusionWeights): number {
  return weights.dense * similarityZ(signals.similarity, scale) + weights.lexical * signals.lexical
}
