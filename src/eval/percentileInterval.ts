/** Share of the samples that lies in the interval. */
const COVERAGE = 0.95

/**
 * The middle 95 % of the samples: the percentile interval of Efron and Tibshirani, An Introduction to the Bootstrap
 * (1993), chapter 13. Between two samples it interpolates linearly (type 7 of Hyndman and Fan 1996).
 *
 * @param samples - one number or more, in any order
 * @returns low and high
 */
export function percentileInterval(samples: Float64Array): [number, number] {
  const sorted = samples.toSorted()
  return [quantile(sorted, (1 - COVERAGE) / 2), quantile(sorted, (1 + COVERAGE) / 2)]
}

function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)]!
  const above = sorted[Math.ceil(place)]!
  return below + (above - below) * (place - Math.floor(place))
}
