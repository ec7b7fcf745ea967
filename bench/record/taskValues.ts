import { evaluateRun, type QueryRow } from 'toolcrib/eval'
import type { BenchSet } from '../data/BenchSet.js'
import { serversOf } from '../data/serversOf.js'
import type { ContenderRun } from './ContenderRun.js'

/** Metrics by name, one value a task with gold. */
export type TaskValues = Readonly<Record<string, readonly number[]>>

/** What single tasks were worth to a contender, in the order of the set's tasks with gold. */
export function taskValues(set: BenchSet, { tasks }: ContenderRun): TaskValues {
  const ranked = new Map(tasks.map((task) => [task.id, task.ranked]))
  const servers = serversOf(set)
  const { perQuery } = evaluateRun(
    set.queries.map((query) => ({ query, ranked: ranked.get(query.id) ?? [] })),
    // Intervals are made of these values where they are wanted.
    { serverOf: (id) => servers.get(id), resamples: 1 },
  )
  return Object.fromEntries(Object.entries(perQuery.values).map(([name, values]) => [name, [...values]]))
}

/** The tasks that are scored, in the order of the values. */
export function scoredTasks({ queries }: BenchSet): QueryRow[] {
  return queries.filter(({ gold }) => gold.length > 0)
}
