import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { topNeighbours } from '../../src/vector/topNeighbours.js'

describe('topNeighbours', () => {
  const scores = fc.array(fc.constantFrom(0, 0.5, 1, -1, 2), { maxLength: 60 })
  const sorted = (values: number[], positions: number[]) =>
    [...positions].sort((a, b) => values[b]! - values[a]! || a - b)

  it('equals sorting everything, ties by position', () => {
    fc.assert(
      fc.property(scores, fc.nat(20), (values, limit) => {
        const expected = sorted(values, [...values.keys()]).slice(0, limit)
        expect(topNeighbours(values, limit).map((one) => one.index)).toEqual(expected)
      }),
    )
  })

  it('looks at the candidates alone, whatever their order', () => {
    const input = scores.chain((values) =>
      fc.tuple(fc.constant(values), fc.shuffledSubarray([...values.keys()])),
    )
    fc.assert(
      fc.property(input, fc.nat(20), ([values, candidates], limit) => {
        const expected = sorted(values, candidates).slice(0, limit)
        expect(topNeighbours(values, limit, candidates).map((one) => one.index)).toEqual(expected)
      }),
    )
  })
})
