import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawn } from '../../src/eval/drawn.js'

test('draws each item once at most, as many as asked for, the same for the same seed', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.nat({ max: 30 }), fc.integer(), (items, most, seed) => {
      const some = drawn(items, { most, seed })
      expect(some).toHaveLength(Math.min(most, items.length))
      expect(new Set(some).size).toBe(some.length)
      expect(some.every((item) => items.includes(item))).toBe(true)
      expect(drawn(items, { most, seed })).toEqual(some)
    }),
  )
})

test('draws every item about as often as any other', () => {
  const counts = [0, 0, 0, 0]
  for (let seed = 0; seed < 4_000; seed++)
    for (const item of drawn([0, 1, 2, 3], { most: 2, seed })) counts[item]! += 1
  for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(150)
})

test('leaves what it draws from as it is', () => {
  const items = [1, 2, 3]
  drawn(items, { most: 2, seed: 1 })
  expect(items).toEqual([1, 2, 3])
})
