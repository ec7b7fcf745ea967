import type { StaticHeader, StaticTables } from './staticFormat.js'
import { StaticPairs } from './staticPairs.js'
import type { StaticWords } from './staticWords.js'

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193
/** The longest n-gram plus the most n-grams a word may have: no character beyond can matter. */
const MAX_POINTS = 8 + 64

/** Takes a row and what its weight is divided by (1, or how many n-grams share a word); called once a piece. */
export type PieceVisitor = (row: number, divisor: number) => void

/**
 * Words to table rows: the word's own row, else its stem's, else a share of a hashed row for each of its
 * character n-grams; and a row for each known pair of neighbours. The plain twin is model/pieces.py.
 */
export class StaticPieces {
  private readonly header: StaticHeader
  private readonly words: StaticWords
  private readonly pairs: StaticPairs
  private readonly points = new Uint32Array(MAX_POINTS)

  constructor(tables: StaticTables) {
    this.header = tables.header
    this.words = tables.words
    this.pairs = new StaticPairs(tables.pairs)
  }

  /** Visits the rows of the first `maxWords` words, a pair right after its second word. */
  visit(words: readonly string[], visitor: PieceVisitor): void {
    const end = Math.min(words.length, this.header.maxWords)
    let before = -1
    for (let i = 0; i < end; i++) {
      const word = words[i] as string
      const row = this.wordRow(word)
      if (row < 0) {
        this.visitGrams(word, visitor)
      } else {
        visitor(row, 1)
        if (before >= 0) {
          const pair = this.pairs.find(before, row)
          if (pair >= 0) visitor(this.header.words + pair, 1)
        }
      }
      before = row
    }
  }

  /**
   * Share of the first `maxWords` words that have a row. Digits and single letters say nothing about a language; a Han or
   * Kana character may have a row, but an English teacher knows no meaning for it.
   */
  coverage(words: readonly string[]): number {
    const telling = words.slice(0, this.header.maxWords).filter(isTelling)
    const known = telling.filter((word) => word.length > 1 && this.wordRow(word) >= 0)
    return telling.length === 0 ? 0 : known.length / telling.length
  }

  /** The row of a word or of its stem, -1 when neither is known. */
  private wordRow(word: string): number {
    const row = this.words.find(word)
    if (row >= 0) return row
    for (const suffix of this.header.suffixes) {
      if (word.length - suffix.length < this.header.minStem || !word.endsWith(suffix)) continue
      const stem = this.words.find(word, word.length - suffix.length)
      if (stem >= 0) return stem
    }
    return -1
  }

  private visitGrams(word: string, visitor: PieceVisitor): void {
    const { gramSizes, maxGrams, hashed, words, pairs } = this.header
    if (hashed === 0) return
    const length = this.framePoints(word)
    let total = 0
    for (const size of gramSizes) total += Math.max(0, length - size + 1)
    const divisor = Math.min(total, maxGrams)
    let left = maxGrams
    for (const size of gramSizes) {
      for (let start = 0; start + size <= length && left > 0; start++, left--) {
        visitor(words + pairs + (this.hashPoints(start, start + size) % hashed), divisor)
      }
    }
  }

  /** Writes the code points of `<word>` (as many as can matter) into `points` and returns their number. */
  private framePoints(word: string): number {
    this.points[0] = 60
    let length = 1
    let i = 0
    for (; i < word.length && length < MAX_POINTS; length++) {
      const point = word.codePointAt(i) as number
      this.points[length] = point
      i += point > 0xffff ? 2 : 1
    }
    if (length < MAX_POINTS) this.points[length++] = 62
    return length
  }

  /** 32-bit FNV-1a over the UTF-8 bytes of points[start, end) (http://www.isthe.com/chongo/tech/comp/fnv/). */
  private hashPoints(start: number, end: number): number {
    let hash = FNV_OFFSET
    for (let i = start; i < end; i++) {
      const point = this.points[i] as number
      if (point < 0x80) {
        hash = step(hash, point)
      } else if (point < 0x800) {
        hash = step(step(hash, 0xc0 | (point >> 6)), 0x80 | (point & 63))
      } else if (point < 0x10000) {
        hash = step(step(hash, 0xe0 | (point >> 12)), 0x80 | ((point >> 6) & 63))
        hash = step(hash, 0x80 | (point & 63))
      } else {
        hash = step(step(hash, 0xf0 | (point >> 18)), 0x80 | ((point >> 12) & 63))
        hash = step(step(hash, 0x80 | ((point >> 6) & 63)), 0x80 | (point & 63))
      }
    }
    return hash >>> 0
  }
}

function step(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, FNV_PRIME)
}

function isTelling(word: string): boolean {
  return word.length > 1 ? !/^\d/.test(word) : word > '\u007f'
}
