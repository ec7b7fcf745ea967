import type { ReportTable } from 'toolcrib/report'
import type { MetricTests } from '../suites/pairedMetrics.js'
import { SIGNIFICANT, type TestedPair } from '../suites/significance.js'

/** What tests are of: said once under the tables. */
export const TEST_NOTE =
  'Differences are paired over tasks; between brackets their bootstrap 95 % interval (10,000 resamples, seed 0). p is corrected by Holm for all rows of its table and metric; "yes": below 0.05.'

/** Our default less each other contender, by metric. */
export function oursTable(tests: readonly MetricTests[]): ReportTable {
  return {
    title: 'The default less each other contender',
    columns: [
      { title: '', unit: 'text' },
      ...tests.flatMap(({ metric }) => [
        { title: `${metric}, points`, unit: 'share' as const },
        { title: 'p', unit: 'text' as const },
        { title: 'beyond chance', unit: 'text' as const },
      ]),
    ],
    rows: (tests[0]?.ours ?? []).map(({ second }) => [
      second,
      ...tests.flatMap(({ ours }) => testCells(ours.find((pair) => pair.second === second))),
    ]),
  }
}

/** Each contender less its runner-up, best first: which places of the order are no accident. */
export function nextTable({ metric, next }: MetricTests): ReportTable {
  return {
    title: `Each contender less its runner-up by ${metric}, best first`,
    columns: [
      { title: '', unit: 'text' },
      { title: 'runner-up', unit: 'text' },
      { title: `${metric}, points`, unit: 'share' },
      { title: 'p', unit: 'text' },
      { title: 'beyond chance', unit: 'text' },
    ],
    rows: next.map((pair) => [pair.first, pair.second, ...testCells(pair)]),
  }
}

function testCells(pair: TestedPair | undefined) {
  if (pair === undefined) return [null, null, null]
  const { difference, interval, adjusted } = pair
  const [low, high] = interval
  return [{ value: difference, low, high }, pText(adjusted), adjusted < SIGNIFICANT ? 'yes' : 'no']
}

/** A p-value to three digits, `<.001` below. */
export function pText(p: number): string {
  return p < 0.001 ? '<.001' : p >= 0.9995 ? '1' : p.toFixed(3).slice(1)
}
