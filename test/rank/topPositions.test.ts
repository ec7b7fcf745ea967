import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { topPositions } from '../../src/rank/topPositions.js'

describe('topPositions', () => {
  it('equals sorting everything, ties by position', () => {
    const score = fc.constantFrom(0, 0.5, 1, -1, 2)
    fc.assert(
      fc.property(fc.array(score, { maxLength: 60 }), fc.nat(20), (values, limit) => {
        const sorted = [...values.keys()].sort((a, b) => values[b]! - values[a]! || a - b).slice(0, limit)
        expect(topPositions(Float32Array.from(values), values.keys(), limit)).toEqual(sorted)
      }),
    )
  })

  it('looks at the candidates alone', () => {
    expect(topPositions(Float32Array.of(9, 8, 7, 6), [3, 1], 5)).toEqual([1, 3])
  })
})
