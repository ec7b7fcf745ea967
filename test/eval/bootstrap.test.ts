import { describe, expect, it } from 'vitest'
import { comparePaired, evaluateRun, type RankedQuery } from '../../src/eval/index.js'
import { percentileInterval } from '../../src/eval/percentileInterval.js'
import { resampleMeans } from '../../src/eval/resampleMeans.js'
import { seededRandom } from '../../src/eval/seededRandom.js'

const runOf = (count: number, hitEvery: number): RankedQuery[] =>
  Array.from({ length: count }, (_, i) => ({
    query: { id: `q${i}`, text: 't', gold: ['a'] },
    ranked: i % hitEvery === 0 ? ['a'] : ['x', 'a'],
  }))

describe('seededRandom', () => {
  it('repeats itself for a seed and differs between seeds', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed))
    expect(draw(0)).toEqual(draw(0))
    expect(draw(0)).not.toEqual(draw(1))
    // First value for seed 0, from the published definition evaluated by hand in BigInt arithmetic.
    expect(draw(0)[0]).toBe(1_144_304_738)
  })

  it('is even enough to draw rows: chi-square over 100 cells within 4 standard deviations', () => {
    const random = seededRandom(7)
    const cells = new Array<number>(100).fill(0)
    for (let i = 0; i < 100_000; i++) cells[Math.floor((random() / 2 ** 32) * 100)]!++
    const chiSquare = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    expect(Math.abs(chiSquare - 99)).toBeLessThan(4 * Math.sqrt(2 * 99))
  })
})

describe('percentileInterval', () => {
  it('cuts 2.5 % off each end, with interpolation', () => {
    expect(percentileInterval(Float64Array.from({ length: 41 }, (_, i) => 40 - i))).toEqual([
      expect.closeTo(1, 12),
      expect.closeTo(39, 12),
    ])
    expect(percentileInterval(Float64Array.of(0, 1))).toEqual([
      expect.closeTo(0.025, 12),
      expect.closeTo(0.975, 12),
    ])
    expect(percentileInterval(Float64Array.of(3))).toEqual([3, 3])
  })
})

describe('intervals', () => {
  it('come near the normal approximation for a share', () => {
    const { metrics, intervals } = evaluateRun(runOf(400, 4))
    expect(metrics['recall@1']).toBe(0.25)
    const halfWidth = 1.96 * Math.sqrt((0.25 * 0.75) / 400)
    expect(intervals['recall@1']![0]).toBeCloseTo(0.25 - halfWidth, 2)
    expect(intervals['recall@1']![1]).toBeCloseTo(0.25 + halfWidth, 2)
    expect(intervals['recall@3']).toEqual([1, 1])
  })

  it('are the same for the same seed, others for another', () => {
    const intervals = (options?: { seed?: number; resamples?: number }) =>
      evaluateRun(runOf(50, 3), options).intervals
    expect(intervals()).toEqual(intervals({ seed: 0, resamples: 1000 }))
    expect(intervals()).not.toEqual(intervals({ seed: 1 }))
  })

  it('draw the same queries for every metric', () => {
    const column = Float64Array.from({ length: 30 }, (_, i) => i)
    const [first, second] = resampleMeans([column, column.map((value) => 100 - value)], {
      resamples: 20,
      seed: 3,
    })
    for (let i = 0; i < 20; i++) expect(first![i]! + second![i]!).toBeCloseTo(100, 9)
    expect(new Set(first).size).toBeGreaterThan(10)
  })

  it('take under 2 s of processor time for 1,000 samples of 21,029 queries and 11 metrics', () => {
    const before = process.cpuUsage()
    const { metrics } = evaluateRun(runOf(21_029, 2), { serverOf: () => 's' })
    const { user, system } = process.cpuUsage(before)
    expect(Object.keys(metrics)).toHaveLength(11)
    expect((user + system) / 1e6).toBeLessThan(2)
  })
})

describe('comparePaired', () => {
  it('finds no difference in equal runs', () => {
    expect(comparePaired([1, 0, 1], [1, 0, 1])).toEqual({ difference: 0, interval: [0, 0], pValue: 1 })
  })

  it('finds a plain difference and gives its sign', () => {
    const better = Float64Array.from({ length: 200 }, (_, i) => (i % 10 === 0 ? 0 : 1))
    const worse = Float64Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 0 : 1))
    const { difference, interval, pValue } = comparePaired(better, worse)
    expect(difference).toBeCloseTo(0.4, 12)
    expect(interval[0]).toBeGreaterThan(0.3)
    expect(interval[1]).toBeLessThan(0.5)
    expect(pValue).toBe(1 / 1001)
    expect(comparePaired(worse, better).difference).toBeCloseTo(-0.4, 12)
  })

  it('does not call a coin toss a difference', () => {
    const a = Float64Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 1 : 0))
    const b = Float64Array.from({ length: 100 }, (_, i) => (i % 2 === 0 || i === 1 ? 1 : 0))
    const { pValue } = comparePaired(a, b, { resamples: 2000, seed: 5 })
    expect(pValue).toBeGreaterThan(0.05)
    expect(pValue).toBeLessThanOrEqual(1)
  })

  it('gives the share of all possible samples that lie as far out, ties included', () => {
    const tenths = [1, 1, 1, 0, 0, -1]
    let asFar = 0
    for (let sample = 0; sample < 6 ** 6; sample++) {
      let sum = 0
      for (let rest = sample, i = 0; i < 6; i++, rest = Math.floor(rest / 6)) sum += tenths[rest % 6]!
      if (Math.abs(sum - 2) >= 2) asFar++
    }
    const { pValue } = comparePaired([0.1, 0.1, 0.1, 0, 0, 0], [0, 0, 0, 0, 0, 0.1], { resamples: 20_000 })
    expect(pValue).toBeCloseTo(asFar / 6 ** 6, 1)
  })

  it('is rarely sure where there is nothing: p under 0.05 in about a twentieth of fair trials', () => {
    let sure = 0
    for (let trial = 0; trial < 200; trial++) {
      const random = seededRandom(1000 + trial)
      const toss = () => Float64Array.from({ length: 60 }, () => (random() < 2 ** 31 ? 0 : 1))
      if (comparePaired(toss(), toss(), { resamples: 200 }).pValue < 0.05) sure++
    }
    expect(sure).toBeGreaterThan(1)
    expect(sure).toBeLessThan(25)
  })

  it.each([
    [[1], [1, 0]],
    [[], []],
  ])('refuses %j against %j', (a, b) => {
    expect(() => comparePaired(a, b)).toThrow(expect.objectContaining({ code: 'eval-invalid' }))
  })
})
