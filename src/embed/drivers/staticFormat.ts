import { inflateSync } from 'node:zlib'
import { z } from 'zod'
import { CribError } from '../../errors.js'
import { checkAssetHash, readAsset } from '../assetFormat.js'
import { StaticWords } from './staticWords.js'

/** Guards against a vocabulary that inflates without end. */
const MAX_VOCABULARY = 16 * 1024 * 1024

const count = z.number().int().min(0).max(1_000_000)

const headerSchema = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  dimensions: z.number().int().min(8).max(4096).multipleOf(8),
  words: count,
  pairs: count,
  hashed: count,
  gramSizes: z.array(z.number().int().min(1).max(8)).max(4),
  maxGrams: z.number().int().min(0).max(64),
  maxWords: z.number().int().min(1).max(65_536),
  suffixes: z.array(z.string().min(1).max(8)).max(16),
  minStem: z.number().int().min(1).max(16),
  sections: z.object({ rows: z.number(), pairs: z.number(), weights: z.number(), words: z.number() }),
})

/** How a model cuts words into pieces; see the schema for the ranges. */
export type StaticHeader = z.infer<typeof headerSchema>

/** A parsed model file. Rows stand in the order words, pairs, hashed. */
export interface StaticTables {
  readonly header: StaticHeader
  /** Row i is word i. */
  readonly words: StaticWords
  /** Two word rows a pair, left then right; pair i has row `words.size + i`. */
  readonly pairs: Uint32Array
  /** One factor a row: only their ratios matter. */
  readonly weights: Uint16Array
  /**
   * `dimensions / 8` numbers a row, eight values each, the first in the lowest four bits:
   * a value is `weight * (code - 7.5)`.
   */
  readonly codes: Uint32Array
}

/**
 * Reads a model file as model/export.py writes it: preamble, JSON header, then the sections rows (4 bits a value),
 * pairs (uint32), weights (uint16) and words (zlib, one a line), whose SHA-256 is in the header. Little-endian.
 * Throws `model-invalid` when anything is missing, left over, out of range or does not match the hash.
 */
export function parseStaticModel(bytes: Uint8Array): StaticTables {
  const { header, body } = readAsset(bytes, { magic: 'TCSE', schema: headerSchema, refuse: invalid })
  const lengths = header.sections
  const rowCount = header.words + header.pairs + header.hashed
  expectEqual('rows section', lengths.rows, (rowCount * header.dimensions) / 2)
  expectEqual('pairs section', lengths.pairs, header.pairs * 8)
  expectEqual('weights section', lengths.weights, rowCount * 2)
  const weightsAt = lengths.rows + lengths.pairs
  const wordsAt = weightsAt + lengths.weights
  expectEqual('file', body.length, wordsAt + lengths.words)
  checkAssetHash(body, header.sha256, invalid)
  return {
    header,
    words: readWords(body.subarray(wordsAt), header.words),
    pairs: readPairs(body.subarray(lengths.rows, weightsAt), header.words),
    weights: new Uint16Array(new Uint8Array(body.subarray(weightsAt, wordsAt)).buffer),
    codes: uint32View(body.subarray(0, lengths.rows)),
  }
}

function readWords(packed: Uint8Array, expected: number): StaticWords {
  let bytes: Uint8Array
  try {
    bytes = inflateSync(packed, { maxOutputLength: MAX_VOCABULARY })
  } catch (cause) {
    throw invalid('its vocabulary does not inflate', cause)
  }
  const words = new StaticWords(bytes, expected)
  expectEqual('vocabulary', words.size, expected)
  return words
}

function readPairs(bytes: Uint8Array, wordCount: number): Uint32Array {
  const pairs = uint32View(bytes)
  for (const row of pairs) if (row >= wordCount) throw invalid(`a pair names word ${row} of ${wordCount}`)
  return pairs
}

/** The bytes seen as 32-bit numbers: in place where their buffer allows it, else a copy. */
function uint32View(bytes: Uint8Array): Uint32Array {
  const own = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes)
  return new Uint32Array(own.buffer, own.byteOffset, own.byteLength / 4)
}

function expectEqual(what: string, actual: number, expected: number): void {
  if (actual !== expected) throw invalid(`its ${what} has ${actual} bytes or entries instead of ${expected}`)
}

function invalid(reason: string, cause?: unknown): CribError {
  const message = `The embedding model does not parse: ${reason}. Reinstall the package, or retrain it (model/README.md).`
  return new CribError('model-invalid', message, { details: { reason }, cause })
}
