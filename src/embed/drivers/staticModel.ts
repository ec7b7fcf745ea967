import { splitWords } from '../../text/splitWords.js'
import { parseStaticModel, type StaticTables } from './staticFormat.js'
import { StaticPieces } from './staticPieces.js'

/** UTF-16 units of a text that are read: 512 words of any sane length, and a bound on the cost of a hostile text. */
const MAX_CHARACTERS = 32_768
const CODE_MIDDLE = 7.5

/**
 * A bag-of-words embedding model: a text's vector is the normalised sum of the table rows of its words,
 * word pairs and, for unknown words, hashed character n-grams. Synchronous, pure, no native code. English only.
 */
export class StaticModel {
  /** `static:` and the first 12 hex digits of the SHA-256 of the model's contents. */
  readonly id: string
  /** Length of every vector. */
  readonly dimensions: number
  private readonly tables: StaticTables
  private readonly pieces: StaticPieces

  private constructor(tables: StaticTables) {
    this.tables = tables
    this.pieces = new StaticPieces(tables)
    this.id = `static:${tables.header.sha256.slice(0, 12)}`
    this.dimensions = tables.header.dimensions
  }

  /** A model from the bytes of its file, which it keeps a view of. Throws `model-invalid` when they do not parse. */
  static parse(bytes: Uint8Array): StaticModel {
    return new StaticModel(parseStaticModel(bytes))
  }

  /** The unit vector of a text's first 512 words, all zero for a text without a word. */
  embed(text: string): Float32Array {
    const sum = new Float32Array(this.dimensions)
    const { codes, scales } = this.tables
    this.pieces.visit(words(text), (row, factor) => addRow(sum, codes, row, factor * (scales[row] as number)))
    return normalise(sum)
  }

  /** The table rows that a text's vector sums, in order of the text, repeats included. */
  rows(text: string): Int32Array {
    const rows: number[] = []
    this.pieces.visit(words(text), (row) => rows.push(row))
    return Int32Array.from(rows)
  }
}

function words(text: string): string[] {
  return splitWords(text.length > MAX_CHARACTERS ? text.slice(0, MAX_CHARACTERS) : text)
}

function addRow(sum: Float32Array, codes: Uint8Array, row: number, scale: number): void {
  const half = sum.length >> 1
  const start = row * half
  for (let i = 0, d = 0; i < half; i++, d += 2) {
    const code = codes[start + i] as number
    sum[d] = (sum[d] as number) + scale * ((code & 15) - CODE_MIDDLE)
    sum[d + 1] = (sum[d + 1] as number) + scale * ((code >> 4) - CODE_MIDDLE)
  }
}

/** Scales to length 1 in place; a zero vector stays as it is. */
function normalise(vector: Float32Array): Float32Array {
  let squares = 0
  for (const value of vector) squares += value * value
  if (squares === 0) return vector
  const factor = 1 / Math.sqrt(squares)
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) * factor
  return vector
}
