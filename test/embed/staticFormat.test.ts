import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StaticModel } from '../../src/embed/drivers/staticModel.js'
import { CribError } from '../../src/errors.js'

const bytes = readFileSync(fileURLToPath(new URL('../../assets/static-embedder.bin', import.meta.url)))

interface Parts {
  header?: Record<string, unknown>
  words?: string[]
  pairs?: number[]
  weights?: number[]
  codes?: number[]
  magic?: string
  version?: number
}

/** A row of eight dimensions whose codes are 15 at `place` and 8 elsewhere: values 7.5 and 0.5. */
function row(place: number): number {
  return (0x88888888 | (7 << (4 * place))) >>> 0
}

/** A model of eight dimensions, two words, one pair and one hashed row, with what a test changes. */
function tiny(parts: Parts = {}): Uint8Array {
  const words = deflateSync((parts.words ?? ['refund', 'payment']).join('\n'))
  const weights = Buffer.from(Uint16Array.from(parts.weights ?? [1, 1, 1, 7]).buffer)
  const pairs = Buffer.from(Uint32Array.from(parts.pairs ?? [0, 1]).buffer)
  const codes = Buffer.from(Uint32Array.from(parts.codes ?? [row(0), row(1), row(2), row(3)]).buffer)
  const body = Buffer.concat([codes, pairs, weights, words])
  const header = {
    sha256: createHash('sha256').update(body).digest('hex'),
    dimensions: 8,
    words: 2,
    pairs: 1,
    hashed: 1,
    gramSizes: [3],
    maxGrams: 16,
    maxWords: 512,
    suffixes: ['s'],
    minStem: 3,
    sections: { rows: codes.length, pairs: pairs.length, weights: weights.length, words: words.length },
    ...parts.header,
  }
  const text = Buffer.from(JSON.stringify(header))
  const preamble = Buffer.alloc(12)
  preamble.write(parts.magic ?? 'TCSE', 'latin1')
  preamble.writeUInt32LE(parts.version ?? 1, 4)
  preamble.writeUInt32LE(text.length, 8)
  return Buffer.concat([preamble, text, body])
}

/** At length 1, rounded to float32 as a model's vectors are. */
function unit(values: number[]): number[] {
  const factor = 1 / Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
  return values.map((value) => Math.fround(value * factor))
}

function reasonOf(file: Uint8Array): string {
  try {
    StaticModel.parse(file)
  } catch (error) {
    if (error instanceof CribError && error.code === 'model-invalid') return String(error.details.reason)
    throw error
  }
  throw new Error('the file parsed')
}

describe('parseStaticModel', () => {
  it('computes what the layout says, by hand', () => {
    const model = StaticModel.parse(tiny())
    expect([...model.rows('Refunds payment payment nothing')]).toEqual([0, 1, 2, 1, ...Array(7).fill(3)])
    // The stem of refunds is refund: 7.5 at its place and 0.5 at the seven others.
    expect([...model.embed('refunds')]).toEqual(unit([7.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]))
    // Its word, payment's and their pair's.
    expect([...model.embed('refund payment')]).toEqual(unit([8.5, 8.5, 8.5, 1.5, 1.5, 1.5, 1.5, 1.5]))
    // <zzz> has three 3-grams, each of weight 7 / 3 rounded down: 6 times (7.5 at place 3).
    expect([...model.embed('refund zzz')]).toEqual(unit([10.5, 3.5, 3.5, 45.5, 3.5, 3.5, 3.5, 3.5]))
  })

  it('sums exactly, however many rows of the largest weight', () => {
    const heavy = StaticModel.parse(
      tiny({ weights: [65535, 65535, 65535, 1], codes: [0xffffffff, 0, 0xffffffff, 0] }),
    )
    expect([...heavy.embed('refund '.repeat(512))]).toEqual(unit(Array(8).fill(1)))
    expect(heavy.embed(`${'refund payment '.repeat(200)}refund`)[0]).toBeGreaterThan(0)
    // 256 pairs of opposite words cancel to nothing but their pairs' own rows.
    const opposite = StaticModel.parse(
      tiny({ weights: [65535, 65535, 1, 1], codes: [0xffffffff, 0, 0x0000000f, 0] }),
    )
    expect([...opposite.embed('refund payment '.repeat(256))]).toEqual(unit([1, -1, -1, -1, -1, -1, -1, -1]))
  })

  it('reads bytes that start anywhere in their buffer', () => {
    const file = tiny()
    const shifted = new Uint8Array(file.length + 3)
    shifted.set(file, 3)
    expect(StaticModel.parse(shifted.subarray(3)).embed('refund')).toEqual(
      StaticModel.parse(file).embed('refund'),
    )
  })

  it.each<[string, Parts, RegExp]>([
    ['another magic', { magic: 'GGUF' }, /begin with TCSE/],
    ['another version', { version: 2 }, /version is 2/],
    ['a wrong hash', { header: { sha256: '0'.repeat(64) } }, /hash/],
    ['a dimension that is no multiple of eight', { header: { dimensions: 12 } }, /dimensions/],
    ['a count beyond all bounds', { header: { words: 1e9 } }, /words/],
    ['no suffixes', { header: { suffixes: null } }, /suffixes/],
    ['too few weights', { weights: [1, 1, 1] }, /weights section/],
    ['too few rows', { codes: [0] }, /rows section/],
    ['a missing word', { words: ['refund'] }, /vocabulary/],
    ['a pair of an unknown word', { pairs: [0, 2] }, /names word 2 of 2/],
  ])('refuses %s', (_, parts, reason) => {
    expect(reasonOf(tiny(parts))).toMatch(reason)
  })

  it('refuses the bundled file cut short anywhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (end) => {
        expect(reasonOf(bytes.subarray(0, end))).not.toBe('')
      }),
      { numRuns: 100, examples: [[0], [4], [11], [12], [200]] },
    )
  })

  it('refuses the bundled file with one bit changed', () => {
    const bodyAt = 12 + bytes.readUInt32LE(8)
    const inBody = fc.integer({ min: 8 * bodyAt, max: 8 * bytes.length - 1 })
    fc.assert(
      fc.property(inBody, (bit) => {
        const damaged = Uint8Array.from(bytes)
        damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7))
        expect(reasonOf(damaged)).not.toBe('')
      }),
      // The hash covers all but the header, whose notes mean nothing to the reader.
      { numRuns: 10, examples: [[8 * (bytes.length - 1)], [8 * bodyAt]] },
    )
  })
})
