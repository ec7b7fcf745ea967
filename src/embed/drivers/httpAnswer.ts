import { CribError } from '../../errors.js'
import { normalize } from '../../vector/normalize.js'

/** What was asked for. */
export interface ExpectedAnswer {
  /** The embedder's id or model, for messages. */
  embedder: string
  /** How many texts were sent. */
  texts: number
  /** Length of the vectors; undefined takes that of the first. */
  dimensions: number | undefined
}

/** Longest vector that is taken where no length is known. */
export const MAX_DIMENSIONS = 65_536

/**
 * The vectors of an answer `{ data: [{ index, embedding }] }`, in the order of the texts and of length 1 (or all zero).
 * An embedding is a list of numbers, or base64 of little-endian float32. A row without `index` stands where it stands.
 * Throws `embedder-failed` for anything else, for a missing or double index, another count or another length.
 */
export function parseAnswer(text: string, expected: ExpectedAnswer): Float32Array[] {
  const rows = rowsOf(text, expected)
  const vectors: (Float32Array | undefined)[] = rows.map(() => undefined)
  let dimensions = expected.dimensions
  for (const [position, row] of rows.entries()) {
    const { index = position, embedding } = (row ?? {}) as { index?: unknown; embedding?: unknown }
    if (!Number.isInteger(index) || (index as number) < 0 || (index as number) >= rows.length)
      throw failed(expected, `gave an index that is none of 0 to ${rows.length - 1}`)
    if (vectors[index as number] !== undefined) throw failed(expected, `gave the index ${index} twice`)
    const values = valuesOf(embedding)
    if (values === undefined) throw failed(expected, `gave as vector ${index} no finite numbers`)
    dimensions ??= values.length
    if (values.length !== dimensions || dimensions === 0 || dimensions > MAX_DIMENSIONS)
      throw failed(
        expected,
        `gave as vector ${index} one of ${values.length} values instead of ${dimensions}`,
      )
    vectors[index as number] = normalize(values)
  }
  return vectors as Float32Array[]
}

function rowsOf(text: string, expected: ExpectedAnswer): unknown[] {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    // No cause: it would quote the answer.
    throw failed(expected, 'gave an answer that is not JSON')
  }
  const { data } = (answer ?? {}) as { data?: unknown }
  if (!Array.isArray(data)) throw failed(expected, 'gave an answer without a list `data`')
  if (data.length !== expected.texts)
    throw failed(expected, `gave ${data.length} vectors for ${expected.texts} texts`)
  return data
}

function valuesOf(embedding: unknown): ArrayLike<number> | undefined {
  const values = typeof embedding === 'string' ? decode(embedding) : embedding
  if (!Array.isArray(values) && !(values instanceof Float32Array)) return undefined
  for (const value of values) if (!Number.isFinite(value)) return undefined
  return values as ArrayLike<number>
}

function decode(base64: string): Float32Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return undefined
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length % 4 !== 0) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(i * 4, true))
}

function failed({ embedder }: ExpectedAnswer, what: string): CribError {
  const message = `The embeddings endpoint of ${embedder} ${what}. Check that it speaks OpenAI's embeddings format, and the option dimensions.`
  return new CribError('embedder-failed', message, { details: { embedder } })
}
