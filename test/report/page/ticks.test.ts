import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { domainOf, formatTick, ticksOf } from '../../../src/report/page/ticks.js'

const log = { label: '', unit: 'tokens', scale: 'log' } as const
const linear = { label: '', unit: 'tokens' } as const

test.each([
  [0.2, 'share', '20'],
  [0.30000000000000004, 'share', '30'],
  [2000, 'tokens', '2,000'],
  [1050, 'count', '1,050'],
  [20_000, 'tokens', '20k'],
  [1_500_000, 'tokens', '1.5M'],
  [0.2, 'dollars', '$0.2'],
  [1.5, 'ratio', '1.5×'],
  [-1000, 'count', '-1,000'],
] as const)('%d in %s is %s', (value, unit, text) => {
  expect(formatTick(value, unit)).toBe(text)
})

describe('ticks of a log scale', () => {
  it('are 1, 2 and 5 of each power of ten where they fit', () => {
    expect(ticksOf(log, [250, 8000], 600)).toEqual([500, 1000, 2000, 5000])
    expect(ticksOf(log, [50, 100_000], 300)).toEqual([100, 1000, 10_000, 100_000])
  })

  it('are never more than fit, never outside, and at least one', () => {
    const ends = fc.tuple(
      fc.double({ min: -8, max: 8, noNaN: true }),
      fc.double({ min: 0.01, max: 8, noNaN: true }),
    )
    fc.assert(
      fc.property(ends, fc.integer({ min: 100, max: 1200 }), ([low, span], length) => {
        const domain: [number, number] = [10 ** low, 10 ** (low + span)]
        const ticks = ticksOf(log, domain, length)
        if (typeof ticks === 'number') throw new TypeError('a log scale has places')
        expect(ticks.length).toBeGreaterThan(0)
        expect(ticks.length).toBeLessThanOrEqual(Math.max(2, Math.floor(length / 56)))
        for (const tick of ticks) expect(tick >= domain[0] && tick <= domain[1]).toBe(true)
      }),
    )
  })
})

it('gives a linear scale their number', () => {
  expect(ticksOf(linear, [0, 1], 560)).toBe(10)
  expect(ticksOf(linear, [0, 1], 10)).toBe(2)
})

test.each([
  [linear, [3, 7], [0, 7]],
  [linear, [-2, 7], [-2, 7]],
  [linear, [0, 0], [0, 1]],
  [linear, [-3, -1], [-3, 0]],
  [log, [3, 7], [3, 7]],
  [log, [4], [2, 8]],
  [{ ...linear, domain: [0, 1] as [number, number] }, [3], [0, 1]],
])('the domain of %j over %j is %j', (axis, values, domain) => {
  expect(domainOf(axis, values)).toEqual(domain)
})
