import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { againstEach, againstNext, holm, testPairs } from '../../bench/suites/significance.js'

describe('holm', () => {
  test('as worked out by hand', () => {
    // Sorted: .01 * 4 = .04, .02 * 3 = .06, .03 * 2 = .06, .5 * 1 = .5
    expect(holm([0.03, 0.01, 0.5, 0.02])).toEqual([0.06, 0.04, 0.5, 0.06])
    expect(holm([0.9, 0.8])).toEqual([1, 1])
    expect(holm([])).toEqual([])
  })

  test('never falls below the p-value, never above that of Bonferroni or 1, and keeps the order', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(p, { maxLength: 20 }), (values) => {
        const adjusted = holm(values)
        expect(adjusted).toHaveLength(values.length)
        for (const [at, value] of values.entries()) {
          expect(adjusted[at]).toBeGreaterThanOrEqual(value)
          expect(adjusted[at]).toBeLessThanOrEqual(Math.min(1, value * values.length) + 1e-12)
          for (const [other, larger] of values.entries())
            if (larger >= value) expect(adjusted[other]).toBeGreaterThanOrEqual(adjusted[at]!)
        }
      }),
    )
  })
})

describe('pairs', () => {
  const run = (name: string, right: number) => ({
    name,
    values: Array.from({ length: 60 }, (_, at) => (at < right ? 1 : 0)),
  })

  test('a difference is that of the first less the second, and a clear one is found', () => {
    const [clear, none] = testPairs([
      [run('a', 40), run('b', 10)],
      [run('a', 40), run('c', 40)],
    ])
    expect(clear).toMatchObject({ first: 'a', second: 'b', difference: 0.5 })
    expect(clear!.adjusted).toBeLessThan(0.001)
    expect(none).toMatchObject({ difference: 0, adjusted: 1 })
  })

  test('ours is compared with each other, and nothing where it did not run', () => {
    const runs = [run('x', 1), run('ours', 5), run('y', 9)]
    expect(againstEach('ours', runs).map(({ first, second }) => [first, second])).toEqual([
      ['ours', 'x'],
      ['ours', 'y'],
    ])
    expect(againstEach('absent', runs)).toEqual([])
  })

  test('each is compared with its runner-up, best first', () => {
    const runs = [run('x', 1), run('y', 9), run('z', 5)]
    expect(againstNext(runs).map(({ first, second }) => `${first} ${second}`)).toEqual(['y z', 'z x'])
  })
})
