import { brierScore, calibrationError, type Forecast } from '../../src/eval/calibrationError.js'
import { seededRandom } from '../../src/eval/seededRandom.js'
import type { CalibrationSample } from '../../src/rank/Calibration.js'
import {
  type ConfidencePrior,
  calibrated,
  fitCalibration,
  judged,
  rankRates,
} from '../../src/rank/fitCalibration.js'

const SPLITS = 8

/** How well calibration does on tasks that it has not seen. */
export interface HeldOut {
  /** Share by which the Brier score betters that of a predictor that knows the rank alone. */
  skill: number
  /** Expected calibration error, 0 to 1. */
  error: number
}

/**
 * Calibrates with `labelled` tasks of a set (half of them where there are not twice as many), beginning with a prior that
 * has not seen the set, and judges on the others: mean over seeded draws.
 */
export function heldOutCalibration(
  samples: readonly CalibrationSample[],
  prior: ConfidencePrior,
  labelled: number,
): HeldOut {
  let skill = 0
  let error = 0
  for (let split = 0; split < SPLITS; split++) {
    const order = shuffled(samples, split)
    const chosen = order.slice(0, Math.min(labelled, order.length >> 1))
    const rest = order.slice(chosen.length)
    const { confidence } = fitCalibration(chosen, prior)
    const said: Forecast[] = judged(
      rest,
      rest.map((sample) => calibrated(sample, confidence)),
    )
    const rates = rankRates(chosen)
    const byRank = judged(
      rest,
      rest.map(({ items }) => items.map((_, rank) => rates[rank] ?? 0)),
    )
    skill += (1 - brierScore(said) / brierScore(byRank)) / SPLITS
    error += calibrationError(said) / SPLITS
  }
  return { skill, error }
}

function shuffled<Row>(rows: readonly Row[], seed: number): Row[] {
  const random = seededRandom(seed)
  const keyed = rows.map((row) => ({ row, key: random() }))
  return keyed.sort((a, b) => a.key - b.key).map(({ row }) => row)
}
