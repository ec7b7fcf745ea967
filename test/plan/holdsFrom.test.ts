import fc from 'fast-check'
import { expect, it } from 'vitest'
import { holdsFrom } from '../../src/plan/holdsFrom.js'

it('finds the least size from which on something holds', () => {
  fc.assert(
    fc.property(fc.nat({ max: 5000 }), fc.nat({ max: 10 }), fc.nat({ max: 4000 }), (from, least, more) => {
      const most = least + more
      const expected = from > most ? null : Math.max(from, least)
      expect(holdsFrom((size) => size >= from, { least, most })).toBe(expected)
    }),
  )
})

it('takes the last change where there are several', () => {
  expect(holdsFrom((size) => size < 10 || size > 500, { least: 1, most: 1000 })).toBe(501)
  expect(holdsFrom((size) => size < 500, { least: 1, most: 1000 })).toBeNull()
})
