import type { BenchSet } from '../data/BenchSet.js'
import type { Recorded } from '../record/ContenderRun.js'
import { type RecordOptions, recordRuns } from '../record/recordRuns.js'
import { type Quality, scoreOutcomes } from './scoreOutcomes.js'

/** One contender's line, or why it has none. */
export type RankingRow =
  | ({ name: string; ms: { index: number; p50: number; p95: number } } & Quality)
  | { name: string; skipped: string }

/** Ranks every task of the set with every contender, one after the other. */
export async function rankingSuite(set: BenchSet, options: RecordOptions): Promise<RankingRow[]> {
  return rankingRows(set, await recordRuns(set, options))
}

/** Scores what was recorded. */
export function rankingRows(set: BenchSet, recorded: readonly Recorded[]): RankingRow[] {
  const queries = new Map(set.queries.map((query) => [query.id, query]))
  return recorded.map((run) => {
    if ('skipped' in run) return run
    const outcomes = run.tasks.map(({ id, ranked, handed }) => ({ query: queries.get(id)!, ranked, handed }))
    return { name: run.name, ms: run.ms, ...scoreOutcomes(outcomes, set) }
  })
}
