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
  scales?: number[]
  codes?: number[]
  magic?: string
  version?: number
}

/** A model of two dimensions, two words, one pair and one hashed row, with what a test changes. */
function tiny(parts: Parts = {}): Uint8Array {
  const words = deflateSync((parts.words ?? ['refund', 'payment']).join('\n'))
  const scales = Buffer.from(Float32Array.from(parts.scales ?? [1, 1, 1, 1]).buffer)
  const pairs = Buffer.from(Uint32Array.from(parts.pairs ?? [0, 1]).buffer)
  const codes = Buffer.from(parts.codes ?? [0x7f, 0xf7, 0x88, 0x08])
  const body = Buffer.concat([scales, pairs, codes, words])
  const header = {
    sha256: createHash('sha256').update(body).digest('hex'),
    dimensions: 2,
    words: 2,
    pairs: 1,
    hashed: 1,
    gramSizes: [3],
    maxGrams: 16,
    maxWords: 512,
    suffixes: ['s'],
    minStem: 3,
    sections: { scales: scales.length, pairs: pairs.length, rows: codes.length, words: words.length },
    ...parts.header,
  }
  const text = Buffer.from(JSON.stringify(header))
  const preamble = Buffer.alloc(12)
  preamble.write(parts.magic ?? 'TCSE', 'latin1')
  preamble.writeUInt32LE(parts.version ?? 1, 4)
  preamble.writeUInt32LE(text.length, 8)
  return Buffer.concat([preamble, text, body])
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
    // refund = (7.5, -0.5), payment = (-0.5, 7.5), their pair = (0.5, 0.5); the stem of refunds is refund.
    expect([...model.rows('Refunds payment payment nothing')]).toEqual([0, 1, 2, 1, ...Array(7).fill(3)])
    const [x, y] = model.embed('refunds')
    expect(x).toBeCloseTo(7.5 / Math.hypot(7.5, 0.5), 6)
    expect(y).toBeCloseTo(-0.5 / Math.hypot(7.5, 0.5), 6)
    const both = model.embed('refund payment')
    expect(both[0]).toBeCloseTo(Math.SQRT1_2, 6)
    expect(both[1]).toBeCloseTo(Math.SQRT1_2, 6)
    // An unknown word weighs one row in all: (0.5, -7.5) once, beside refund.
    const [u, v] = model.embed('refund zzz')
    expect(u).toBeCloseTo(8 / Math.hypot(8, 8), 6)
    expect(v).toBeCloseTo(-8 / Math.hypot(8, 8), 6)
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
    ['an odd dimension', { header: { dimensions: 3 } }, /dimensions/],
    ['a count beyond all bounds', { header: { words: 1e9 } }, /words/],
    ['no suffixes', { header: { suffixes: null } }, /suffixes/],
    ['too few scales', { scales: [1, 1, 1] }, /scales section/],
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
      { numRuns: 30, examples: [[8 * (bytes.length - 1)], [8 * bodyAt]] },
    )
  })
})
