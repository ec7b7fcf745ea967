import { wilsonInterval } from '../eval/wilsonInterval.js'
import type { ReportEstimate } from '../report/ReportDocument.js'

/**
 * The mean of values from 0 to 1, one a task, with its 95 % interval (Wilson: a bootstrap of a few tasks that all went well
 * would have no width), times `scale`. Needs one value or more.
 */
export function estimate(values: readonly number[], scale = 1): ReportEstimate {
  const value = mean(values)
  const [low, high] = wilsonInterval(value, values.length)
  return { value: value * scale, low: low * scale, high: high * scale }
}

/** The mean of one value or more. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
