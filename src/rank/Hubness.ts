import { CribError } from '../errors.js'

/**
 * How near a tool is to tasks as such: its mean similarity to a fixed set of tasks of every kind. A tool that is near to
 * all of them is near to yours for no good reason, as one is that quotes requests of every kind. Taking it away from the
 * tool's similarities is the tool's side of what `Cohort` does on the task's side (in retrieval over word embeddings:
 * hubs and their correction, M. Radovanovic, A. Nanopoulos, M. Ivanovic, Hubs in space, 2010).
 */
export class Hubness {
  readonly #mean: Float32Array

  /**
   * `tasks`: at least 1 (else `option-invalid`), all of one length, unit vectors of the embedder of the tools. `share`: of
   * the mean similarity, 0 to 1, that is taken for hubness; the rest is left to it as what a good tool has in common with
   * tasks. Default 1.
   */
  constructor(tasks: readonly Float32Array[], share = 1) {
    const [first] = tasks
    if (first === undefined)
      throw new CribError('option-invalid', 'Hubness of 0 tasks is none. Give 1 or more vectors.', {
        details: { option: 'tasks', value: 0 },
      })
    const sum = new Float64Array(first.length)
    for (const task of tasks) for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + task[i]!
    this.#mean = Float32Array.from(sum, (value) => (share * value) / tasks.length)
  }

  /** That share of the mean cosine of a tool's vector and the tasks, -1 to 1. */
  of(tool: Float32Array): number {
    let product = 0
    for (let i = 0; i < this.#mean.length; i++) product += this.#mean[i]! * tool[i]!
    return product
  }
}
