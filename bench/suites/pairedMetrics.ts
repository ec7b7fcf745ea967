import { type BenchFigure, meanFigure } from '../baseline/BenchFigure.js'
import { BOUNDS, OURS } from '../contenders/names.js'
import { ran } from '../record/ContenderRun.js'
import type { MeasuredSet } from '../record/measuredSet.js'
import { type TaskValues, taskValues } from '../record/taskValues.js'
import { againstEach, againstNext, type TestedPair } from './significance.js'

/** Tests of one metric. */
export interface MetricTests {
  metric: string
  /** Our default against each other contender that searches. */
  ours: TestedPair[]
  /** Each contender that searches against the next best. */
  next: TestedPair[]
}

/** Values of every task by contender. */
export function valuesByContender({ set, recorded }: MeasuredSet): Map<string, TaskValues> {
  return new Map(ran(recorded).map((run) => [run.name, taskValues(set, run)]))
}

/** Tests of the metrics over the contenders that search. */
export function testMetrics(
  values: ReadonlyMap<string, TaskValues>,
  metrics: readonly string[],
): MetricTests[] {
  const searching = [...values].filter(([name]) => !BOUNDS.has(name))
  return metrics.flatMap((metric) => {
    const runs = searching.flatMap(([name, all]) => {
      const of = all[metric]
      return of === undefined || of.length === 0 ? [] : [{ name, values: of }]
    })
    return runs.length === 0 ? [] : [{ metric, ours: againstEach(OURS, runs), next: againstNext(runs) }]
  })
}

/** The metrics as figures of a baseline; `tasks`: the `tasksKey` of the tasks with gold. */
export function metricFigures(
  values: ReadonlyMap<string, TaskValues>,
  metrics: readonly string[],
  tasks: string,
): BenchFigure[] {
  return [...values].flatMap(([of, all]) =>
    metrics.flatMap((metric): BenchFigure[] => {
      const list = all[metric]
      if (list === undefined || list.length === 0) return []
      return [meanFigure({ of, metric }, { tasks, values: list })]
    }),
  )
}
