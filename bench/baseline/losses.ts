import { BOUNDS, OURS } from '../contenders/names.js'
import { SIGNIFICANT, testPairs } from '../suites/significance.js'
import type { BenchFigure } from './BenchFigure.js'

/** A contender that does better than our default. */
export interface Loss {
  suite: string
  metric: string
  to: string
  ours: number
  theirs: number
  /** Holm-corrected over all contenders of the metric. */
  adjusted: number
  beyondChance: boolean
}

/**
 * Everything that a contender is ahead of our default in, of the figures of which every task is kept: largest lead first
 * within its metric. Bounds are left out: they are no way to choose tools.
 */
export function lossesOf(suite: string, figures: readonly BenchFigure[]): Loss[] {
  const metrics = [...new Set(figures.map(({ metric }) => metric))]
  return metrics.flatMap((metric) => {
    const rows = figures.filter((one) => one.metric === metric && one.perTask !== undefined)
    const ours = rows.find(({ of }) => of === OURS)
    if (ours?.better === undefined) return []
    const sign = ours.better === 'higher' ? 1 : -1
    const others = rows.filter(({ of }) => of !== OURS && !BOUNDS.has(of))
    const tests = testPairs(
      others.map((other) => [
        { name: other.of, values: other.perTask!.values },
        { name: OURS, values: ours.perTask!.values },
      ]),
    )
    return tests
      .flatMap(({ first, difference, adjusted }, at): Loss[] =>
        sign * difference <= 0
          ? []
          : [
              {
                suite,
                metric,
                to: first,
                ours: ours.value,
                theirs: others[at]!.value,
                adjusted,
                beyondChance: adjusted < SIGNIFICANT,
              },
            ],
      )
      .sort((a, b) => sign * (b.theirs - a.theirs) || (a.to < b.to ? -1 : 1))
  })
}
