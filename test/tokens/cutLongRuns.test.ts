import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutLongRuns, MAX_RUN } from '../../src/tokens/cutLongRuns.js'

const unit = fc.constantFrom('a', '=', ' ', '\n', '7', '\u4e2d', '\u{1f600}', '\ud83d', '\u0301', '\u{20000}')
const text = fc
  .array(fc.tuple(unit, fc.integer({ min: 1, max: 1200 })), { maxLength: 6 })
  .map((runs) => runs.map(([character, times]) => character.repeat(times)).join(''))

describe('cutLongRuns', () => {
  it('cuts runs at 512 units and leaves others alone', () => {
    expect(cutLongRuns('='.repeat(512))).toEqual(['='.repeat(512)])
    expect(cutLongRuns('='.repeat(513))).toEqual(['='.repeat(512), '='])
    expect(cutLongRuns('word '.repeat(500))).toHaveLength(1)
    expect(cutLongRuns('7'.repeat(2000))).toHaveLength(1)
    expect(cutLongRuns(`a${' '.repeat(600)}b`).map((piece) => piece.length)).toEqual([513, 89])
    // A tokenizer keeps marks, slashes and line feeds in one chunk.
    expect(cutLongRuns('/\n'.repeat(300)).map((piece) => piece.length)).toEqual([512, 88])
  })

  it('keeps the text, its surrogate pairs, and no run longer than the limit', () => {
    fc.assert(
      fc.property(text, (sample) => {
        const pieces = cutLongRuns(sample)
        expect(pieces.join('')).toBe(sample)
        for (const piece of pieces) {
          for (const run of piece.matchAll(/[\p{L}\p{M}]+|[^\s\p{L}\p{N}]+|\s+/gu)) {
            expect(run[0].length).toBeLessThanOrEqual(MAX_RUN)
          }
        }
        const characters = (parts: readonly string[]) =>
          parts.reduce((sum, part) => sum + [...part].length, 0)
        expect(characters(pieces)).toBeLessThanOrEqual(
          [...sample].length + (sample.match(/\ud83d(?=\ud83d)/g)?.length ?? 0),
        )
      }),
      { numRuns: 200 },
    )
  })

  it('never splits a surrogate pair', () => {
    for (const lead of ['', '=']) {
      for (const piece of cutLongRuns(lead + '\u{1f600}'.repeat(2000))) {
        expect(piece).not.toMatch(/^[\udc00-\udfff]/)
        expect(piece).not.toMatch(/[\ud800-\udbff]$/)
      }
    }
  })
})
