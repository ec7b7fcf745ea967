import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StaticPairs } from '../../src/embed/drivers/staticPairs.js'

describe('StaticPairs', () => {
  it('finds what a plain search finds', () => {
    const row = fc.integer({ min: 0, max: 12 })
    const pairs = fc.array(fc.tuple(row, row), { maxLength: 80 })
    fc.assert(
      fc.property(pairs, (all) => {
        const index = new StaticPairs(Uint32Array.from(all.flat()))
        for (let left = 0; left <= 13; left++) {
          for (let right = 0; right <= 13; right++) {
            const plain = all.findIndex((pair) => pair[0] === left && pair[1] === right)
            expect(index.find(left, right)).toBe(plain)
          }
        }
      }),
    )
  })
})
