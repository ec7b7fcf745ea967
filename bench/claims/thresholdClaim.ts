import type { ReportEstimate } from 'toolcrib/report'
import type { EmbedTexts } from '../contenders/miniLm.js'
import type { BenchSet } from '../data/BenchSet.js'
import { toolRows } from '../data/toolRows.js'
import { recallOf } from '../suites/robustnessSuite.js'
import { listTokens } from './ClaimInput.js'
import { estimateOf, mean } from './estimateOf.js'

/** Least cosine of a tool that is handed out; -1 hands out all that there is room for. */
export const THRESHOLDS = [-1, 0.2, 0.3, 0.4, 0.5] as const
const TOP = 20
const BATCH = 16

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

/** Embeds name and description with MiniLM and hands out the 20 nearest tools that are near enough. */
export async function thresholdClaim(
  { sources, queries }: BenchSet,
  embed: EmbedTexts,
  tokens: ReadonlyMap<string, number>,
): Promise<ThresholdFigure[]> {
  const rows = toolRows(sources)
  const vectors = await embedAll(
    embed,
    rows.map(({ name, description }) => `${name}: ${description}`),
  )
  const tasks = await embedAll(
    embed,
    queries.map(({ text }) => text),
  )
  const whole = listTokens(
    tokens,
    rows.map(({ id }) => id),
  )
  const ranked = tasks.map((task) =>
    vectors
      .map((vector, at) => ({
        id: rows[at]!.id,
        cosine: vector.reduce((sum, value, place) => sum + value * task[place]!, 0),
      }))
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, TOP),
  )
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

async function embedAll(embed: EmbedTexts, texts: readonly string[]): Promise<Float32Array[]> {
  const vectors: Float32Array[] = []
  for (let start = 0; start < texts.length; start += BATCH) {
    const batch = texts.slice(start, start + BATCH)
    const flat = await embed(batch)
    const width = flat.length / batch.length
    vectors.push(...batch.map((_, at) => flat.slice(at * width, (at + 1) * width)))
  }
  return vectors
}
