import fc from 'fast-check'
import { expect, it } from 'vitest'
import { spread } from '../../../src/report/page/spread.js'

it('leaves what is apart, and shares room around the mean of what is not', () => {
  expect(spread([], 15)).toEqual([])
  expect(spread([10, 40], 15)).toEqual([10, 40])
  expect(spread([10, 10], 15)).toEqual([2.5, 17.5])
  expect(spread([0, 14, 28], 15)).toEqual([-1, 14, 29])
})

it('keeps the order, the least distance and the mean', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 8 }), (values) => {
      const places = values.sort((one, other) => one - other)
      const moved = spread(places, 15)
      const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0)
      expect(sum(moved)).toBeCloseTo(sum(places), 6)
      for (const [at, place] of moved.slice(1).entries())
        expect(place - moved[at]!).toBeGreaterThanOrEqual(15 - 1e-9)
    }),
  )
})
