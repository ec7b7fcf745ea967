import { CribError } from '../errors.js'

/** What an embedder promised. */
export interface ExpectedVectors {
  /** Its `id`, for the message. */
  embedder: string
  /** Its `dimensions`. */
  dimensions: number
  /** How many texts it was given. */
  texts: number
}

/** How far from 1 the length of a vector may be: 16-bit models round to about this. */
const LENGTH_TOLERANCE = 1e-2

/**
 * Returns `vectors` as what an embedder must give: one Float32Array a text, of its dimensions, finite, of length 1
 * or all zero. Anything else throws `embedder-failed`. For embedders that a caller brings along, and for models.
 */
export function checkVectors(vectors: unknown, expected: ExpectedVectors): Float32Array[] {
  const { embedder, texts } = expected
  if (!Array.isArray(vectors))
    throw failed(embedder, `gave ${typeof vectors} for ${texts} texts, not an array of vectors`)
  if (vectors.length !== texts) throw failed(embedder, `gave ${vectors.length} vectors for ${texts} texts`)
  return vectors.map((vector: unknown, i) => {
    const fault = faultOf(vector, expected.dimensions)
    if (fault !== undefined) throw failed(embedder, `gave as vector ${i} ${fault}`)
    return vector as Float32Array
  })
}

function faultOf(vector: unknown, dimensions: number): string | undefined {
  if (!(vector instanceof Float32Array)) return 'something other than a Float32Array'
  if (vector.length !== dimensions) return `one of ${vector.length} values instead of ${dimensions}`
  let squares = 0
  for (const value of vector) squares += value * value
  if (!Number.isFinite(squares)) return 'one with a value that is not finite'
  const length = Math.sqrt(squares)
  if (length !== 0 && Math.abs(length - 1) > LENGTH_TOLERANCE) return `one of length ${length} instead of 1`
  return undefined
}

function failed(embedder: string, what: string): CribError {
  const message = `The embedder ${embedder} ${what}; it must give one vector of length 1 (or all zero) per text.`
  return new CribError('embedder-failed', message, { details: { embedder } })
}
