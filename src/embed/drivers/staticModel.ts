import { splitWords } from '../../text/splitWords.js'
import { parseStaticModel, type StaticTables } from './staticFormat.js'
import { type PieceVisitor, StaticPieces } from './staticPieces.js'
import { StaticSum } from './staticSum.js'

/** UTF-16 units of a text that are read: 512 words of any sane length, and a bound on the cost of a hostile text. */
const MAX_CHARACTERS = 32_768

/**
 * A bag-of-words embedding model: a text's vector is the normalised sum of the table rows of its words,
 * word pairs and, for unknown words, hashed character n-grams. Synchronous, pure, no native code. English only.
 */
export class StaticModel {
  /** `static:` and the first 12 hex digits of the SHA-256 of the model's contents. */
  readonly id: string
  /** Length of every vector. */
  readonly dimensions: number
  private readonly pieces: StaticPieces
  private readonly sum: StaticSum

  private constructor(tables: StaticTables) {
    this.pieces = new StaticPieces(tables)
    this.sum = new StaticSum(tables)
    this.id = `static:${tables.header.sha256.slice(0, 12)}`
    this.dimensions = tables.header.dimensions
  }

  /** A model from the bytes of its file, which it keeps a view of. Throws `model-invalid` when they do not parse. */
  static parse(bytes: Uint8Array): StaticModel {
    return new StaticModel(parseStaticModel(bytes))
  }

  /** The unit vector of a text's first 512 words, all zero for a text without a word. */
  embed(text: string): Float32Array {
    this.pieces.visit(words(text), this.addPiece)
    return this.sum.take()
  }

  private readonly addPiece: PieceVisitor = (row, divisor) => this.sum.add(row, divisor)

  /** Share of the text's words that the vocabulary knows, numbers and single letters aside; 0 for a text without words. */
  coverage(text: string): number {
    return this.pieces.coverage(words(text))
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
