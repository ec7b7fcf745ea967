import { comparePaired } from 'toolcrib/eval'
import type { ReportEstimate } from 'toolcrib/report'

/** Mean with its bootstrap 95 % interval, 1,000 resamples, seed 0. Null for no values. */
export function estimateOf(values: readonly number[]): ReportEstimate | null {
  if (values.length === 0) return null
  const { difference, interval } = comparePaired(values, new Float64Array(values.length))
  return { value: difference, low: interval[0], high: interval[1] }
}

/** Mean; 0 for no values. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
