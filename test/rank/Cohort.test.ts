import { describe, expect, it } from 'vitest'
import { Cohort } from '../../src/rank/Cohort.js'
import { cohortTexts } from '../../src/rank/cohortTexts.js'
import { COHORT } from './rankable.js'

describe('Cohort', () => {
  it('gives mean and deviation as computed by hand', () => {
    // Similarities 1 and 0; then 0.6 and 0.8, whose deviation is half their distance.
    expect(COHORT.scale(Float32Array.of(1, 0))).toEqual({ mean: 0.5, deviation: 0.5 })
    const { mean, deviation } = COHORT.scale(Float32Array.of(0.6, 0.8))
    expect(mean).toBeCloseTo(0.7, 6)
    expect(deviation).toBeCloseTo(0.1, 6)
  })

  it('never divides by nothing: an empty task has the least deviation', () => {
    expect(COHORT.scale(new Float32Array(2))).toEqual({ mean: 0, deviation: 0.01 })
  })

  it.each([[[]], [[Float32Array.of(1, 0)]]])('refuses fewer than two vectors', (vectors) => {
    expect(() => new Cohort(vectors)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
  })
})

it('has 256 cohort texts, no two alike', () => {
  expect(new Set(cohortTexts()).size).toBe(256)
})
