import { CribError } from '../errors.js'
import { VectorRows } from '../vector/VectorRows.js'

/** Mean and standard deviation of a task's similarity to the cohort. */
export interface CohortScale {
  mean: number
  deviation: number
}

/** Below this the cohort cannot tell tools apart for a task (an empty vector): similarities then count as average. */
const MIN_DEVIATION = 0.01

/**
 * A fixed set of reference vectors that puts similarities of different tasks on one scale, without regard to the tools
 * that are registered.
 */
export class Cohort {
  readonly #vectors: VectorRows
  /** Mean deviation of a member's similarity to the others: how far apart this embedder puts things; above 0. */
  readonly spread: number

  /**
   * `vectors`: at least 2 (else `option-invalid`), all of one length, of the embedder whose similarities are scaled.
   */
  constructor(vectors: readonly Float32Array[]) {
    const [first] = vectors
    if (first === undefined || vectors.length < 2) throw tooFew(vectors.length)
    this.#vectors = new VectorRows(first.length)
    this.#vectors.append(vectors)
    this.spread = vectors.reduce((sum, vector) => sum + this.scale(vector).deviation, 0) / vectors.length
  }

  /** The task's similarity to the cohort. */
  scale(task: Float32Array): CohortScale {
    let sum = 0
    let squares = 0
    for (const similarity of this.#vectors.scores(task)) {
      sum += similarity
      squares += similarity * similarity
    }
    const mean = sum / this.#vectors.size
    const variance = squares / this.#vectors.size - mean * mean
    return { mean, deviation: Math.max(MIN_DEVIATION, Math.sqrt(Math.max(0, variance))) }
  }
}

function tooFew(count: number): CribError {
  const message = `A cohort of ${count} vectors has no deviation. Give 2 or more, for example of cohortTexts().`
  return new CribError('option-invalid', message, { details: { option: 'vectors', value: count } })
}
