import { percentileInterval } from '../eval/percentileInterval.js'
import { resampleMeans } from '../eval/resampleMeans.js'
import type { ReportEstimate } from '../report/ReportDocument.js'

/** Fixed, so that two runs give the same figures. */
const BOOTSTRAP = { resamples: 1000, seed: 0 }

/** The mean of values, one a task, with its bootstrap 95 % interval. Needs one value or more. */
export function estimate(values: readonly number[], scale = 1): ReportEstimate {
  const column = Float64Array.from(values, (value) => value * scale)
  const [low, high] = percentileInterval(resampleMeans([column], BOOTSTRAP)[0]!)
  return { value: mean([...column]), low, high }
}

/** The mean of one value or more. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
