import type { Tool } from '../tool/Tool.js'
import { topNeighbours } from '../vector/topNeighbours.js'
import { confidence } from './confidence.js'
import { coverOrder, type Scores } from './coverOrder.js'
import type { DenseSignal, RankableCatalog, RankLimits, TaskIntent, TaskQuery } from './RankableCatalog.js'
import { type Signals, TaskScorer } from './TaskScorer.js'

/** One tool of a ranking, before its evidence is gathered. The signals are those for the task as a whole. */
export interface ScoredTool extends Signals {
  tool: Tool
  /** Its position in the catalog. */
  position: number
  /** From 1. */
  rank: number
  /** For the whole task, or for the intent that it serves best where that is higher. */
  score: number
  /** 0 to 1. */
  confidence: number
  /** The part of the task that it serves best; absent where the task is one wish. */
  intent?: string
}

/** What a ranking starts from. */
export interface RankSearch {
  dense: DenseSignal
  limits: RankLimits
  /** The wishes of a task that may hold several; none (default) or at least two. */
  intents?: readonly TaskIntent[]
}

/**
 * Scores tools by the fusion of both signals, best first, ties by position. Every tool, or with an approximate index the
 * union of dense and lexical candidates, has both signals computed. With intents, the order covers each of them first
 * (`coverIntents`), and scores need not fall. A pure function.
 */
export function scoreTools(catalog: RankableCatalog, query: TaskQuery, search: RankSearch): ScoredTool[] {
  const { dense, limits, intents = [] } = search
  const whole = new TaskScorer(catalog, query, dense)
  const candidates = whole.candidates(limits)
  const scores = new Float32Array(catalog.tools.length)
  for (const position of candidates) scores[position] = whole.score(position)
  const best = topNeighbours(scores, Math.max(2, limits.limit), candidates).map(({ index }) => index)
  const cover =
    intents.length < 2
      ? undefined
      : coverOrder(catalog, { scores, candidates, best }, { intents, limit: limits.limit })
  return places(catalog, { scores, candidates, best: cover?.order ?? best }, limits).map(
    ({ position, index }) => {
      const lead = index === 0 && best[1] !== undefined ? scores[best[0]!]! - scores[best[1]]! : 0
      const served = cover?.served.get(position)
      const score = Math.max(scores[position]!, served?.score ?? Number.NEGATIVE_INFINITY)
      const rank = index + 1
      // Written out: spreading the signals and adding members takes many times as long in V8.
      const { similarity, similarityZ, lexical } = whole.signals(position)
      const scored: ScoredTool = {
        tool: catalog.tools[position]!,
        position,
        rank,
        score,
        confidence: confidence({ score, lead, rank }, catalog.confidence),
        similarity,
        similarityZ,
        lexical,
      }
      if (served !== undefined) scored.intent = served.text
      return scored
    },
  )
}

interface Place {
  position: number
  /** Rank - 1. */
  index: number
}

/**
 * The places of the tools to return: the best ones, then those that are returned in any case, by their rank for the whole
 * task, which is behind the best ones even where covering an intent displaced them.
 */
function places(
  catalog: RankableCatalog,
  { scores, candidates, best }: Scores,
  { limit, always }: RankLimits,
): Place[] {
  const head = best.slice(0, limit).map((position, index) => ({ position, index }))
  if (always === undefined || always.size === 0) return head
  const inHead = new Set(head.map(({ position }) => position))
  const isBetter = (a: number, b: number) => scores[a]! > scores[b]! || (scores[a]! === scores[b]! && a < b)
  const others = candidates
    .filter((position) => always.has(catalog.tools[position]!.id) && !inHead.has(position))
    .map((position) => ({ position, better: candidates.filter((other) => isBetter(other, position)).length }))
    .sort((a, b) => a.better - b.better)
  return [
    ...head,
    ...others.map(({ position, better }, at) => ({ position, index: Math.max(limit + at, better) })),
  ]
}
