import { comparePaired, type PairedComparison } from 'toolcrib/eval'

/** Samples of every test: enough for p-values that are multiplied by the number of tests. */
const RESAMPLES = 10_000

/** A difference with a smaller adjusted p-value is none of chance. */
export const SIGNIFICANT = 0.05

/** Values of one run, one a task. */
export interface RunValues {
  name: string
  values: readonly number[]
}

/** A difference and how likely chance alone gives one as large. */
export interface TestedPair extends PairedComparison {
  /** What is compared, and with what: the difference is `first` less `second`. */
  first: string
  second: string
  /** p-value with Holm's correction for all tests of the family, at most 1. */
  adjusted: number
}

/** Paired bootstrap tests (10,000 resamples, seed 0) as one family. */
export function testPairs(pairs: readonly (readonly [RunValues, RunValues])[]): TestedPair[] {
  const compared = pairs.map(([first, second]) => ({
    first: first.name,
    second: second.name,
    ...comparePaired(first.values, second.values, { resamples: RESAMPLES }),
  }))
  const adjusted = holm(compared.map(({ pValue }) => pValue))
  return compared.map((pair, at) => ({ ...pair, adjusted: adjusted[at]! }))
}

/** One run against each other. */
export function againstEach(ours: string, runs: readonly RunValues[]): TestedPair[] {
  const first = runs.find(({ name }) => name === ours)
  if (first === undefined) return []
  return testPairs(runs.filter(({ name }) => name !== ours).map((second) => [first, second]))
}

/** Each run against the next best by mean, best first; ties in the order given. */
export function againstNext(runs: readonly RunValues[]): TestedPair[] {
  const sum = ({ values }: RunValues) => values.reduce((total, value) => total + value, 0)
  const order = [...runs].sort((a, b) => sum(b) - sum(a))
  return testPairs(order.slice(1).map((second, at) => [order[at]!, second]))
}

/**
 * Holm's step-down correction: p-values in rising order are multiplied by the number of those not yet passed, and never
 * fall. S. Holm, A Simple Sequentially Rejective Multiple Test Procedure (1979).
 */
export function holm(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]!)
  const adjusted: number[] = []
  let least = 0
  for (const [passed, at] of order.entries()) {
    least = Math.max(least, Math.min(1, (pValues.length - passed) * pValues[at]!))
    adjusted[at] = least
  }
  return adjusted
}
