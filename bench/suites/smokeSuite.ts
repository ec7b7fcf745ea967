import type { QueryRow } from 'toolcrib/eval'
import { type BenchFigure, meanFigure, tasksKey } from '../baseline/BenchFigure.js'
import { type ChangeVerdict, compareFigures, type FigureChange } from '../baseline/compareFigures.js'
import { toolcribDefault } from '../contenders/toolcrib.js'
import type { BenchSet } from '../data/BenchSet.js'
import { keptShare } from '../data/keptShare.js'
import { ran } from '../record/ContenderRun.js'
import { type RecordOptions, recordRuns } from '../record/recordRuns.js'
import { scoredTasks, taskValues } from '../record/taskValues.js'

/** Metrics of a ranking that the quick check holds. */
const METRICS = ['recall@5', 'complete@5', 'recall@1', 'server@1', 'mrr'] as const

/** Our default on one set, every figure with its tasks. */
export async function smokeFigures(
  set: BenchSet,
  options: Omit<RecordOptions, 'contenders'>,
): Promise<BenchFigure[]> {
  const [run] = ran(await recordRuns(set, { ...options, contenders: [toolcribDefault] }))
  if (run === undefined) throw new Error('The default cannot be skipped.')
  const values = taskValues(set, run)
  const handed = new Map(run.tasks.map((task) => [task.id, new Set(task.handed.ids)]))
  const scored = scoredTasks(set)
  const kept = scored.map((query) => keptShare(query, handed.get(query.id)!) ?? 0)
  const others = set.queries.filter(({ gold }) => gold.length === 0)
  const refused = others.map(({ id }) => (handed.get(id)!.size === 0 ? 1 : 0))
  const of = set.name
  const figure = (metric: string, tasks: readonly QueryRow[], list: readonly number[]) =>
    meanFigure({ of, metric }, { tasks: tasksKey(tasks), values: list })
  return [
    ...METRICS.flatMap((metric) =>
      values[metric] === undefined ? [] : [figure(metric, scored, values[metric])],
    ),
    figure(`kept in ${options.maxTokens.toLocaleString('en-US')} tokens`, scored, kept),
    ...(others.length === 0 ? [] : [figure('refused where no tool fits', others, refused)]),
  ]
}

/** Verdicts that a quick check fails for: what cannot be paired is no check. */
const FAILING: ReadonlySet<ChangeVerdict> = new Set(['worse', 'new', 'gone'])

/** What fell beyond chance, or cannot be compared. */
export function smokeFailures(before: readonly BenchFigure[], now: readonly BenchFigure[]): FigureChange[] {
  return compareFigures(before, now).filter(({ verdict, test }) => FAILING.has(verdict) || test === null)
}
