import { expect, test } from 'vitest'
import { percentile } from '../../src/cli/percentile.js'

test('percentile by nearest rank', () => {
  expect(percentile([3, 1, 2, 4], 0.5)).toBe(2)
  expect(percentile([10, 9, 100], 0.95)).toBe(100)
  expect(percentile([], 0.5)).toBe(0)
})
