import { CribError } from '../errors.js'

/** What a vector must be and how to call it in a message. */
interface Expected {
  /** Length that it must have. */
  dimensions: number
  /** Name for the message, for example `query` or `vector 3`. */
  name: string
}

/** Throws `dimension-mismatch` for another length and `vector-invalid` for a value that is not finite. */
export function checkVector(vector: Float32Array, { dimensions, name }: Expected): void {
  if (vector.length !== dimensions) {
    throw new CribError(
      'dimension-mismatch',
      `The ${name} has ${vector.length} values, the index holds vectors of ${dimensions}; use one embedder for both.`,
      { details: { expected: dimensions, actual: vector.length } },
    )
  }
  for (let i = 0; i < vector.length; i++) {
    if (Number.isFinite(vector[i])) continue
    throw new CribError(
      'vector-invalid',
      `The ${name} has the value ${vector[i]} at position ${i}; every value must be a finite number.`,
      { details: { position: i, value: String(vector[i]) } },
    )
  }
}

/** Throws `option-invalid` unless `value` is an integer in `range` (both ends allowed). */
export function checkInteger(option: string, value: number, range: readonly [number, number]): void {
  const [low, high] = range
  if (Number.isInteger(value) && value >= low && value <= high) return
  const wanted = high === Number.POSITIVE_INFINITY ? `${low} or more` : `from ${low} to ${high}`
  throw new CribError('option-invalid', `\`${option}\` is ${value}; it must be an integer ${wanted}.`, {
    details: { option, value },
  })
}
