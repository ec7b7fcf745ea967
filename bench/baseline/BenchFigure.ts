import { createHash } from 'node:crypto'
import type { QueryRow } from 'toolcrib/eval'

/** One figure of a suite, as baselines keep it. */
export interface BenchFigure {
  /** Whose it is: a contender, a policy, a row. */
  of: string
  metric: string
  value: number
  /** Absent: only the value is kept, and no test is possible. */
  perTask?: TaskFigures
  /** Absent: neither is better, as of a size. */
  better?: 'higher' | 'lower'
}

/** Single values of a figure: what a paired test needs. */
export interface TaskFigures {
  /** Which tasks, as `tasksKey` names them: values of other tasks, or of other labels, are no pairs. */
  tasks: string
  /** One a task. */
  values: readonly number[]
}

/** Tasks with their labels, in this order: 16 hex digits of a SHA-256. */
export function tasksKey(queries: readonly QueryRow[]): string {
  const rows = queries.map(({ id, gold, anyOf, alternatives }) => [id, gold, anyOf, alternatives])
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16)
}

/** A figure that is the mean of its tasks' values. */
export function meanFigure(
  { of, metric }: Pick<BenchFigure, 'of' | 'metric'>,
  perTask: TaskFigures,
  better: 'higher' | 'lower' = 'higher',
): BenchFigure {
  const value = perTask.values.reduce((sum, one) => sum + one, 0) / perTask.values.length
  return { of, metric, value, perTask, better }
}
