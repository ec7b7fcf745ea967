import { describe, expect, it } from 'vitest'
import { brierScore, calibrationError, type Forecast, reliability } from '../../src/eval/calibrationError.js'

const forecast = (probability: number, outcome: 0 | 1): Forecast => ({ probability, outcome })

describe('calibrationError', () => {
  it('is the mean gap over bins of equal mass', () => {
    const low = [forecast(0.1, 0), forecast(0.3, 1)]
    const high = [forecast(0.8, 1), forecast(0.8, 1)]
    // Bins of two: |0.2 - 0.5| and |0.8 - 1|.
    expect(calibrationError([...high, ...low], 2)).toBeCloseTo((0.3 + 0.2) / 2, 12)
    expect(calibrationError([...high, ...low], 1)).toBeCloseTo(0.25, 12)
    expect(calibrationError([])).toBe(0)
  })

  it('cuts bins whose sizes differ by one at most, and leaves empty ones out', () => {
    const forecasts = Array.from({ length: 7 }, (_, at) => forecast(at / 10, 0))
    expect(reliability(forecasts, 3).map(({ share }) => Math.round(7 * share))).toEqual([2, 3, 2])
    expect(reliability(forecasts.slice(0, 2), 5)).toHaveLength(2)
  })

  it('counts squared differences in the Brier score', () => {
    expect(brierScore([forecast(0.8, 1), forecast(0.5, 0)])).toBeCloseTo((0.04 + 0.25) / 2, 12)
    expect(brierScore([])).toBe(0)
  })
})
