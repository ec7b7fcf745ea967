import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/eval/seededRandom.js'
import { hoeffdingBentkus } from '../../src/rank/hoeffdingBentkus.js'
import { recallAt, recallThreshold } from '../../src/rank/recallThreshold.js'

const CURVE = [[0.9], [0.5], [0.5, 0.1], [0.05], [0]]

describe('recallAt', () => {
  it('is the mean share of what tasks want that stands at or above a confidence', () => {
    expect(recallAt(CURVE, 0.9)).toBeCloseTo(0.2, 12)
    expect(recallAt(CURVE, 0.5)).toBeCloseTo(0.5, 12)
    expect(recallAt(CURVE, 0.05)).toBeCloseTo(0.8, 12)
  })
})

describe('recallThreshold', () => {
  it('is what walking up level by level finds', () => {
    const level = fc.integer({ min: 0, max: 20 }).map((value) => value / 20)
    const curves = fc.array(fc.array(level, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(curves, fc.integer({ min: 1, max: 9 }), (curve, tenths) => {
        const [tasks, target] = [curve.length, tenths / 10]
        const holds = {
          mean: (share: number) => (tasks * recallAt(curve, share)) / (tasks + 1) >= target - 1e-12,
          lower95: (share: number) => hoeffdingBentkus(1 - recallAt(curve, share), tasks, 1 - target) <= 0.05,
        }
        const levels = [...new Set(curve.flat())].filter((value) => value > 0).sort((a, b) => a - b)
        for (const guarantee of ['mean', 'lower95'] as const) {
          const test = holds[guarantee]
          const end = levels.findIndex((value) => !test(value))
          const passed = end < 0 ? levels : levels.slice(0, end)
          const reachable = test(Number.MIN_VALUE)
          const share = reachable ? (passed.at(-1) ?? 0) : 0
          expect(recallThreshold(curve, target, guarantee)).toEqual({ share, reachable })
        }
      }),
    )
  })

  it('looks at few of many levels', () => {
    let looked = 0
    const curve = Array.from({ length: 5_000 }, (_, at) => {
      const levels = [at / 5_000]
      const filter = levels.filter.bind(levels)
      levels.filter = ((test: (value: number) => boolean) => {
        looked += 1
        return filter(test)
      }) as typeof levels.filter
      return levels
    })
    expect(recallThreshold(curve, 0.5, 'mean').share).toBeCloseTo(0.5, 2)
    expect(looked).toBeLessThan(20 * curve.length)
  })

  it('is the highest share that reaches the mean even with one more task that misses everything', () => {
    // Five tasks: a recall of 0.5 counts as 2.5 / 6, of 0.6 as 3 / 6, of 0.8 as 4 / 6.
    expect(recallThreshold(CURVE, 2.5 / 6, 'mean')).toEqual({ share: 0.5, reachable: true })
    expect(recallThreshold(CURVE, 2.51 / 6, 'mean')).toEqual({ share: 0.1, reachable: true })
    expect(recallThreshold(CURVE, 3.01 / 6, 'mean')).toEqual({ share: 0.05, reachable: true })
  })

  it('says where it cannot be reached, and then hands out all', () => {
    expect(recallThreshold(CURVE, 0.67, 'mean')).toEqual({ share: 0, reachable: false })
    expect(recallThreshold(CURVE, 0.5, 'lower95')).toEqual({ share: 0, reachable: false })
  })

  it('asks for more with a lower bound, and holds it in new tasks 95 times of 100', () => {
    const next = seededRandom(1)
    const random = () => next() / 2 ** 32
    let below = 0
    for (let round = 0; round < 200; round++) {
      const curve = Array.from({ length: 100 }, () => [random()])
      const mean = recallThreshold(curve, 0.8, 'mean').share
      const lower = recallThreshold(curve, 0.8, 'lower95').share
      expect(lower).toBeLessThan(mean)
      // A want of level u is met at confidence t with probability 1 - t.
      if (1 - lower < 0.8) below += 1
    }
    expect(below).toBeLessThanOrEqual(10)
  })
})

describe('hoeffdingBentkus', () => {
  it('matches values worked out by hand', () => {
    // Bin(20, 0.2) <= 0: 0.8^20 = 0.011529; times e = 0.031340; Hoeffding: exp(-20 KL(0 || 0.2)) = 0.8^20.
    expect(hoeffdingBentkus(0, 20, 0.2)).toBeCloseTo(0.8 ** 20, 10)
    // KL(0.1 || 0.3) = 0.1163174; exp(-50 x that) = 0.002980; e P(Bin(50, 0.3) <= 5) = e x 0.00072 = 0.00196.
    expect(hoeffdingBentkus(0.1, 50, 0.3)).toBeCloseTo(0.00196, 4)
    expect(hoeffdingBentkus(0.3, 50, 0.3)).toBe(1)
    expect(hoeffdingBentkus(0.5, 50, 0.3)).toBe(1)
  })

  it('is a probability that falls with more data and lower losses', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(share, share, fc.integer({ min: 1, max: 400 }), (loss, bound, size) => {
        const value = hoeffdingBentkus(loss, size, bound)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1)
        expect(hoeffdingBentkus(loss, 2 * size, bound)).toBeLessThanOrEqual(value + 1e-9)
      }),
    )
  })
})
