import { expect, it } from 'vitest'
import { Cohort } from '../../src/rank/Cohort.js'
import { APART, createMeaningGaps } from '../../src/rank/meaningGaps.js'
import { normalize } from '../../src/vector/normalize.js'

/** Its middle is nowhere. */
const cohort = new Cohort([Float32Array.of(1, 0, 0), Float32Array.of(-1, 0, 0)])

it('says how far tools are apart: copies not at all, strangers by 25', () => {
  const gaps = createMeaningGaps([Float32Array.of(0, 1, 0), Float32Array.of(0, 1, 0)], cohort)
  expect([...gaps(0)]).toEqual([0, 0])
  const few = createMeaningGaps([Float32Array.of(0, 1, 0), Float32Array.of(0, 0, 1)], cohort)
  expect(few(0)[1]).toBeGreaterThan(APART)
  expect(few(0)[1]).toBeLessThan(APART * 1.2)
  expect(few(1)[0]).toBeCloseTo(few(0)[1]!, 4)
})

it('takes off what all tools have in common', () => {
  // All point to x; the first two also to y, the others to z.
  const vectors = Array.from({ length: 200 }, (_, at) => normalize(at < 2 ? [3, 1, 0] : [3, 0, 1]))
  const gaps = createMeaningGaps(vectors, cohort)
  expect(gaps(0)[1]).toBeCloseTo(0, 3)
  expect(gaps(0)[2]).toBeGreaterThan(APART / 2)
})

it('counts the cohort among the tools', () => {
  const shifted = new Cohort([Float32Array.of(1, 0, 0), Float32Array.of(0, 1, 0)])
  expect([...shifted.mean]).toEqual([0.5, 0.5, 0])
  const vectors = [normalize([1, 1, 0.5]), normalize([1, 1, -0.5])]
  expect(createMeaningGaps(vectors, shifted)(0)[1]).toBeGreaterThan(createMeaningGaps(vectors, cohort)(0)[1]!)
  expect(createMeaningGaps([], cohort)(0)).toHaveLength(0)
})
