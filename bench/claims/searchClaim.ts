import { taskOf, toGroups } from 'toolcrib/eval'
import type { ReportEstimate } from 'toolcrib/report'
import type { Contender } from '../contenders/Contender.js'
import type { BenchSet } from '../data/BenchSet.js'
import { recallOf } from '../suites/robustnessSuite.js'
import { estimateOf } from './estimateOf.js'

/** Tools that a search answers with. */
const ANSWERS = 5

/** What one search of the provider's kind finds. */
export interface SearchFigure {
  name: string
  tools: number
  /** Share of tasks with a right tool among the answers, and mean share of the right tools. */
  hit: ReportEstimate | null
  recall: ReportEstimate | null
}

/** Searches once for every task, with the task as it is written, in each catalog. */
export async function searchClaim(
  sets: readonly BenchSet[],
  contenders: readonly Contender[],
  onProgress: (done: number) => void,
): Promise<SearchFigure[]> {
  const figures: SearchFigure[] = []
  for (const set of sets)
    for (const contender of contenders) {
      await contender.index(set.sources)
      const [hits, recalls]: [number[], number[]] = [[], []]
      for (const query of set.queries) {
        if (query.gold.length === 0) continue
        const ids = await contender.rank(taskOf(query), ANSWERS)
        hits.push(toGroups(query).some((group) => group.some((id) => ids.includes(id))) ? 1 : 0)
        recalls.push(recallOf(query, ids))
      }
      const tools = set.sources.reduce((sum, source) => sum + source.tools.length, 0)
      figures.push({ name: contender.name, tools, hit: estimateOf(hits), recall: estimateOf(recalls) })
      onProgress(figures.length / (sets.length * contenders.length))
    }
  return figures
}
