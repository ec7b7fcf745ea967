import { taskOf } from 'toolcrib/eval'
import type { ReportEstimate } from 'toolcrib/report'
import { CosineScan } from '../contenders/CosineScan.js'
import { type EmbedTexts, MINI_LM } from '../contenders/localModels.js'
import { oneText } from '../contenders/oneText.js'
import { topIds } from '../contenders/topIds.js'
import type { BenchSet } from '../data/BenchSet.js'
import { recallOf } from '../suites/robustnessSuite.js'
import { listTokens } from './ClaimInput.js'
import { estimateOf, mean } from './estimateOf.js'

/** Least cosine of a tool that is handed out; -1 hands out all that there is room for. */
export const THRESHOLDS = [-1, 0.2, 0.3, 0.4, 0.5] as const
const TOP = 20

/** What one threshold hands out. */
export interface ThresholdFigure {
  threshold: number
  recall: ReportEstimate | null
  /** Mean number of tools that tasks with a right tool get. */
  tools: number
  saved: number
  /** Share of tasks with a right tool that get none, and of tasks that no tool fits that rightly get none. */
  emptyWrong: number
  emptyRight: number
}

/** Hands out the 20 nearest tools by name and description that are near enough. `embed` is MiniLM. */
export async function thresholdClaim(
  { sources, queries }: BenchSet,
  embed: EmbedTexts,
  tokens: ReadonlyMap<string, number>,
): Promise<ThresholdFigure[]> {
  const scan = new CosineScan(embed, MINI_LM.taskPrefix)
  await scan.index(sources)
  const whole = listTokens(tokens, scan.ids)
  const ranked: { id: string; cosine: number }[][] = []
  for (const query of queries) {
    const scores = await scan.scores(oneText(taskOf(query)))
    const cosines = new Map(scan.ids.map((id, at) => [id, scores[at] ?? 0]))
    ranked.push(topIds(scan.ids, scores, TOP).map((id) => ({ id, cosine: cosines.get(id) ?? 0 })))
  }
  return THRESHOLDS.map((threshold) => {
    const handed = ranked.map((list) => list.filter(({ cosine }) => cosine >= threshold).map(({ id }) => id))
    const of = (fits: boolean) =>
      queries.flatMap((query, at) => (query.gold.length > 0 === fits ? [{ query, ids: handed[at]! }] : []))
    const [some, none] = [of(true), of(false)]
    return {
      threshold,
      recall: estimateOf(some.map(({ query, ids }) => recallOf(query, ids))),
      tools: mean(some.map(({ ids }) => ids.length)),
      saved: 1 - mean(some.map(({ ids }) => listTokens(tokens, ids))) / whole,
      emptyWrong: mean(some.map(({ ids }) => (ids.length === 0 ? 1 : 0))),
      emptyRight: mean(none.map(({ ids }) => (ids.length === 0 ? 1 : 0))),
    }
  })
}
