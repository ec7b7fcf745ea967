import type { Field } from './Field.js'

/**
 * Parameters of field-weighted BM25 (BM25F: Robertson, Zaragoza, Taylor, Simple BM25 extension to multiple weighted
 * fields, 2004).
 */
export interface Bm25Options {
  /** Term saturation, 0 and up (usual 1.2 to 2): higher lets repetitions of a term count longer. */
  k1: number
  /** Length normalisation, 0 (none) to 1 (full), applied per field. */
  b: number
  /** How much one occurrence in a field counts, 0 and up. */
  weights: Readonly<Record<Field, number>>
}

/** Chosen on train/ by `npm run model:fusion`; never on the dev sets. */
export const DEFAULT_BM25: Bm25Options = Object.freeze({
  k1: 0.6,
  b: 0.5,
  weights: Object.freeze({ name: 1, description: 1, server: 1, parameter: 1, parameterDescription: 1 }),
})
