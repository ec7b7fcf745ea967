import { CribError } from '../errors.js'
import { checkResampling } from './checkResampling.js'
import { percentileInterval } from './percentileInterval.js'
import { type ResampleOptions, resampleMeans } from './resampleMeans.js'

/** How two runs differ in one metric. */
export interface PairedComparison {
  /** Mean of `a - b` over the queries: above 0 where `a` is better. */
  difference: number
  /** Bootstrap 95 % interval of `difference`, `[low, high]`. */
  interval: [number, number]
  /** Two-sided, above 0, at most 1: how often chance alone gives a difference as large. */
  pValue: number
}

/**
 * Paired bootstrap test of two runs over the same queries.
 *
 *   d_i = a_i - b_i,  D = mean(d),  D* = mean of a sample of d with replacement
 *   pValue = (1 + |{D* : |D* - D| >= |D|}|) / (1 + resamples)
 *
 * Samples are shifted to mean 0, the hypothesis of no difference: Efron and Tibshirani, An Introduction to the Bootstrap
 * (1993), section 16.4; counting the data itself as one sample keeps p above 0: Davison and Hinkley 1997, section 4.2.
 *
 * @param a - one value per query, as `evaluateRun(...).perQuery.values` holds them
 * @param b - values of the other run, for the same queries in the same order
 * @throws CribError `eval-invalid` when the lengths differ or are 0; `option-unknown`, `option-invalid`
 */
export function comparePaired(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: ResampleOptions = {},
): PairedComparison {
  const resampling = checkResampling(options, ['resamples', 'seed'])
  if (a.length !== b.length || a.length === 0) {
    throw new CribError(
      'eval-invalid',
      `Paired runs need the same queries, one or more; there are ${a.length} and ${b.length}. Score both over one set.`,
      { details: { a: a.length, b: b.length } },
    )
  }
  const differences = Float64Array.from(a, (value, query) => value - b[query]!)
  const difference = differences.reduce((sum, value) => sum + value, 0) / differences.length
  const means = resampleMeans([differences], resampling)[0]!
  // Means of equal values differ in the last bits by order of summing; those must count as equal.
  const atLeast = Math.abs(difference) - 1e-12
  const extreme = means.filter((mean) => Math.abs(mean - difference) >= atLeast).length
  return { difference, interval: percentileInterval(means), pValue: (1 + extreme) / (1 + means.length) }
}
