import { expect, test } from 'vitest'
import { ServerCounts, serverLimit } from '../../src/budget/serverLimit.js'

test.each([
  [0, 10, 1],
  [0.5, 10, 5],
  [0.39, 10, 3],
  [1, 10, 10],
  [0.5, 1, 1],
])('a share of %d of %d tools is %d', (share, size, limit) => {
  expect(serverLimit(share, size)).toBe(limit)
})

test('tools are counted by server, those without one as of one', () => {
  const counts = new ServerCounts(2)
  for (const server of ['a', undefined, 'a', undefined]) {
    expect(counts.isFull(server)).toBe(false)
    counts.add(server)
  }
  expect([counts.isFull('a'), counts.isFull(undefined), counts.isFull('b')]).toEqual([true, true, false])
})
