import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { domainOf, formatTick, roundedDomain, ticksOf } from '../../../src/report/page/ticks.js'

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
        expect(ticks.length).toBeGreaterThan(0)
        expect(ticks.length).toBeLessThanOrEqual(Math.max(2, Math.floor(length / 56)))
        for (const tick of ticks) expect(tick >= domain[0] && tick <= domain[1]).toBe(true)
      }),
    )
  })
})

describe('ticks of a linear scale', () => {
  it('are steps of 1, 2 or 5', () => {
    expect(ticksOf(linear, [0, 1], 600)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    expect(ticksOf(linear, [0, 1], 300)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
    expect(ticksOf(linear, [-3, 4200], 250)).toEqual([0, 2000, 4000])
  })

  it('are as many as fit, and at least one', () => {
    const number = fc.double({ noNaN: true, min: -1e6, max: 1e6 })
    const span = fc.double({ noNaN: true, min: 1e-3, max: 1e6 })
    fc.assert(
      fc.property(number, span, fc.integer({ min: 60, max: 1200 }), (low, wide, length) => {
        const domain = [low, low + wide] as const
        const rounded = roundedDomain(linear, domain, length)
        expect(rounded[0]).toBeLessThanOrEqual(domain[0] + wide * 1e-6)
        expect(rounded[1]).toBeGreaterThanOrEqual(domain[1] - wide * 1e-6)
        const [inner, outer] = [ticksOf(linear, domain, length), ticksOf(linear, rounded, length)]
        expect(inner.length).toBeLessThanOrEqual(Math.max(3, Math.floor(length / 56)) + 1)
        expect(Math.min(inner.length, outer.length)).toBeGreaterThanOrEqual(1)
      }),
    )
  })

  it('leave fixed ends and log scales as they are', () => {
    expect(roundedDomain({ ...linear, domain: [0, 0.93] }, [0, 0.93], 300)).toEqual([0, 0.93])
    expect(roundedDomain(log, [3, 7], 300)).toEqual([3, 7])
    expect(roundedDomain(linear, [0, 0.93], 300)).toEqual([0, 1])
  })
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
