import { expect, it } from 'vitest'
import { pairCrowding } from '../../src/rank/crowding.js'

const pair = (first: number, second: number, gap: number) => ({ first, second, gap })

it('is the nearest gap where one rival is near, and less by ln n temperatures where n are', () => {
  const alone = pairCrowding([pair(0, 1, 30)], 2, { temperature: 10, share: 1 })
  expect(alone(pair(0, 1, 30))).toBeCloseTo(30)
  const three = [pair(0, 1, 30), pair(0, 2, 30), pair(1, 2, 30)]
  const crowded = pairCrowding(three, 3, { temperature: 10, share: 1 })
  expect(crowded(pair(0, 1, 30))).toBeCloseTo(30 - 10 * Math.log(2))
})

it('is the mean of both tools, times the share', () => {
  const pairs = [pair(0, 1, 10), pair(1, 2, 40)]
  const of = pairCrowding(pairs, 3, { temperature: 0.01, share: 0.5 })
  expect(of(pair(0, 1, 10))).toBeCloseTo(5)
  expect(of(pair(1, 2, 40))).toBeCloseTo((10 + 40) / 4)
  expect(pairCrowding(pairs, 3, { temperature: 10, share: 0 })(pair(0, 1, 10))).toBeCloseTo(0)
})

it('stays finite for gaps of any size', () => {
  const of = pairCrowding([pair(0, 1, -9000), pair(1, 2, 9000)], 3, { temperature: 0.5, share: 1 })
  expect(of(pair(0, 1, -9000))).toBeCloseTo(-9000)
  expect(of(pair(1, 2, 9000))).toBeCloseTo(0)
})
