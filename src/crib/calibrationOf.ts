import { CribError } from '../errors.js'
import type { Calibration, CalibrationSample } from '../rank/Calibration.js'
import { fitCalibration } from '../rank/fitCalibration.js'
import { LOCAL_PRIOR } from './confidenceModels.js'

/** With fewer labelled tasks a fit says more about them than about the catalog. */
const MIN_TASKS = 20

/** The calibration that follows from labelled tasks. Throws `calibration-invalid` for fewer than 20. */
export function calibrationOf(
  samples: readonly CalibrationSample[],
  of: { catalog: string; embedder: string },
): Calibration {
  if (samples.length < MIN_TASKS) {
    throw new CribError(
      'calibration-invalid',
      `${samples.length} labelled tasks name a tool; calibration needs ${MIN_TASKS}, and 100 are a good number.`,
      { details: { tasks: samples.length, least: MIN_TASKS } },
    )
  }
  return { version: 1, ...of, ...fitCalibration(samples, LOCAL_PRIOR) }
}
