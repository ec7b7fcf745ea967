import { dot } from '../vector/dot.js'

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
  readonly #vectors: readonly Float32Array[]

  /** `vectors`: at least 2, of the embedder whose similarities are scaled. */
  constructor(vectors: readonly Float32Array[]) {
    this.#vectors = vectors
  }

  /** The task's similarity to the cohort. */
  scale(task: Float32Array): CohortScale {
    let sum = 0
    let squares = 0
    for (const vector of this.#vectors) {
      const similarity = dot(task, vector)
      sum += similarity
      squares += similarity * similarity
    }
    const mean = sum / this.#vectors.length
    const variance = squares / this.#vectors.length - mean * mean
    return { mean, deviation: Math.max(MIN_DEVIATION, Math.sqrt(Math.max(0, variance))) }
  }
}
