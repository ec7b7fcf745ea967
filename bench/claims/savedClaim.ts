import { taskOf } from 'toolcrib/eval'
import type { ReportEstimate } from 'toolcrib/report'
import { toolRows } from '../data/toolRows.js'
import { recallOf } from '../suites/robustnessSuite.js'
import { type ClaimInput, listTokens } from './ClaimInput.js'
import { estimateOf, mean } from './estimateOf.js'

/** Tools that are left of the whole catalog. */
export const LEFT = [1, 3, 5, 10, 20, 50, 100] as const

/** What a list of so many tools saves and holds. */
export interface SavedFigure {
  name: string
  left: number
  saved: number
  recall: ReportEstimate | null
}

/** Ranks every task among all tools and cuts the ranking at several lengths. */
export async function savedClaim({
  set,
  contenders,
  tokens,
  onProgress,
}: ClaimInput): Promise<SavedFigure[]> {
  const whole = listTokens(
    tokens,
    toolRows(set.sources).map(({ id }) => id),
  )
  const tasks = set.queries.filter(({ gold }) => gold.length > 0)
  const figures: SavedFigure[] = []
  for (const [at, contender] of contenders.entries()) {
    await contender.index(set.sources)
    const ranked: string[][] = []
    for (const query of tasks) ranked.push(await contender.rank(taskOf(query), Math.max(...LEFT)))
    for (const left of LEFT) {
      const lists = ranked.map((ids) => ids.slice(0, left))
      figures.push({
        name: contender.name,
        left,
        saved: 1 - mean(lists.map((ids) => listTokens(tokens, ids))) / whole,
        recall: estimateOf(tasks.map((query, task) => recallOf(query, lists[task]!))),
      })
    }
    onProgress((at + 1) / contenders.length)
  }
  return figures
}
