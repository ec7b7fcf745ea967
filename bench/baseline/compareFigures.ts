import { SIGNIFICANT, type TestedPair, testPairs } from '../suites/significance.js'
import type { BenchFigure } from './BenchFigure.js'
import { roundedValue } from './packValues.js'

/**
 * How a figure changed: `better` and `worse` beyond chance (Holm-corrected over all tested figures of the comparison),
 * `chance`: within it; `changed`: another value that cannot be tested; `same`; `new` and `gone`.
 */
export type ChangeVerdict = 'better' | 'worse' | 'chance' | 'changed' | 'same' | 'new' | 'gone'

/** One figure, before and now. */
export interface FigureChange {
  of: string
  metric: string
  /** Null where it was not there. */
  before: number | null
  /** Null where it is not there any more. */
  now: number | null
  /** Where both runs have values of the same tasks: now less before. */
  test: Pick<TestedPair, 'difference' | 'interval' | 'adjusted'> | null
  verdict: ChangeVerdict
}

/** Values that differ by less are the same: baselines keep six digits. */
const SAME = 1e-5

/** What changed between two runs of a suite. In the order of `now`, then what is gone. */
export function compareFigures(before: readonly BenchFigure[], now: readonly BenchFigure[]): FigureChange[] {
  const known = new Map(before.map((figure) => [keyOf(figure), figure]))
  const tests = testsOf(known, now)
  const changes = now.map((figure): FigureChange => {
    const old = known.get(keyOf(figure))
    const test = tests.get(keyOf(figure)) ?? null
    const { of, metric, value } = figure
    return { of, metric, before: old?.value ?? null, now: value, test, verdict: verdictOf(old, figure, test) }
  })
  const present = new Set(now.map(keyOf))
  const gone = before
    .filter((figure) => !present.has(keyOf(figure)))
    .map(
      ({ of, metric, value }): FigureChange => ({
        of,
        metric,
        before: value,
        now: null,
        test: null,
        verdict: 'gone',
      }),
    )
  return [...changes, ...gone]
}

/** Tests of all figures that have values on both sides and changed, as one family with those that did not. */
function testsOf(
  known: ReadonlyMap<string, BenchFigure>,
  now: readonly BenchFigure[],
): Map<string, TestedPair> {
  const pairs = now.flatMap((figure) => {
    const old = known.get(keyOf(figure))?.perTask
    const { perTask } = figure
    if (old === undefined || perTask === undefined || perTask.tasks !== old.tasks) return []
    const values = perTask.values.map(roundedValue)
    return [
      [
        { name: keyOf(figure), values },
        { name: 'before', values: old.values },
      ] as const,
    ]
  })
  return new Map(testPairs(pairs).map((pair) => [pair.first, pair]))
}

function verdictOf(
  old: BenchFigure | undefined,
  now: BenchFigure,
  test: FigureChange['test'],
): ChangeVerdict {
  if (old === undefined) return 'new'
  if (Math.abs(now.value - old.value) <= SAME * Math.max(1, Math.abs(old.value))) return 'same'
  if (test === null || now.better === undefined) return 'changed'
  if (test.adjusted >= SIGNIFICANT) return 'chance'
  return test.difference > 0 === (now.better === 'higher') ? 'better' : 'worse'
}

function keyOf({ of, metric }: BenchFigure): string {
  return JSON.stringify([of, metric])
}
