import { CribError } from '../errors.js'
import { hasDirection } from '../vector/hasDirection.js'
import { VectorRows } from '../vector/VectorRows.js'
import type { Hubness } from './Hubness.js'

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
  /** What is taken away from the similarity to each vector. */
  readonly #hubs: Float32Array
  /** Mean deviation of a member's similarity to the others: how far apart this embedder puts things; above 0. */
  readonly spread: number
  /** Mean of the vectors; not of unit length. */
  readonly mean: Float32Array

  /**
   * `vectors`: at least 2 (else `option-invalid`), all of one length, of the embedder whose similarities are scaled.
   * With `hubness`, the scale is that of similarities less the hubness of the vector.
   */
  constructor(vectors: readonly Float32Array[], hubness?: Hubness) {
    const [first] = vectors
    if (first === undefined || vectors.length < 2) throw tooFew(vectors.length)
    this.#vectors = new VectorRows(first.length)
    this.#vectors.append(vectors)
    this.#hubs = Float32Array.from(vectors, (vector) => hubness?.of(vector) ?? 0)
    this.mean = first.map((_, at) => vectors.reduce((sum, vector) => sum + vector[at]!, 0) / vectors.length)
    this.spread = vectors.reduce((sum, vector) => sum + this.scale(vector).deviation, 0) / vectors.length
  }

  /** The task's similarity to the cohort; 0 without deviation for a task without a direction (a zero vector). */
  scale(task: Float32Array): CohortScale {
    if (!hasDirection(task)) return { mean: 0, deviation: MIN_DEVIATION }
    let sum = 0
    let squares = 0
    const raw = this.#vectors.scores(task)
    for (let at = 0; at < raw.length; at++) {
      const similarity = raw[at]! - this.#hubs[at]!
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
