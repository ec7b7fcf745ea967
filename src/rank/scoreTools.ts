import type { Tool } from '../tool/Tool.js'
import { topNeighbours } from '../vector/topNeighbours.js'
import { confidencesOf, confidenceViews } from './confidences.js'
import { type CoverOrder, coverOrder, type Scores, WHOLE_POOL, type Wish } from './coverOrder.js'
import { fitOf } from './fit.js'
import type { DenseSignal, RankableCatalog, RankLimits, TaskIntent, TaskQuery } from './RankableCatalog.js'
import type { ScoredTool, ScoredTools, Served } from './ScoredTool.js'
import { MAX_FALL, type Shifts } from './shiftRanks.js'
import { shiftScored } from './shiftScored.js'
import { TaskScorer } from './TaskScorer.js'

/** What a ranking starts from. */
export interface RankSearch {
  dense: DenseSignal
  limits: RankLimits
  /** The wishes of a task that may hold several; none (default) or at least two. */
  intents?: readonly TaskIntent[]
  /** What earlier votes add to scores, by position. Default: nothing. */
  shifts?: Shifts | undefined
}

/** So many tools are ranked whatever the limit: confidence and fit look at the head, and must not depend on the limit. */
const HEAD = 50

/**
 * Scores tools by the fusion of both signals, best first, ties by position. Every tool, or with an approximate index the
 * union of dense and lexical candidates, has both signals computed. With intents, the order covers each of them first
 * (`coverIntents`), and scores need not fall. Shifts then move tools, within bounds (`shiftRanks`). A pure function.
 */
export function scoreTools(catalog: RankableCatalog, query: TaskQuery, search: RankSearch): ScoredTools {
  const { limits, shifts } = search
  if (shifts === undefined || shifts.size === 0) return scoreTexts(catalog, query, search)
  const { allowed = () => true } = limits
  const raised = [...shifts].flatMap(([position, shift]) => (shift > 0 ? [catalog.tools[position]!] : []))
  // A tool that is raised may come from behind, and one that falls may leave its place to what comes after the last.
  const head = Math.max(HEAD, limits.limit) + MAX_FALL
  const always = new Set([...(limits.always ?? []), ...raised.filter(allowed).map(({ id }) => id)])
  const texts = scoreTexts(catalog, query, { ...search, limits: { ...limits, limit: head, always } })
  const candidates = new Set(texts.candidates.map((position) => catalog.tools[position]!.id))
  const also: ScoredTools['also'] = (ids) => {
    const wanted = new Set([...(limits.always ?? []), ...[...ids].filter((id) => candidates.has(id))])
    return scoreTools(catalog, query, { ...search, limits: { ...limits, always: wanted } }).items
  }
  return { ...shiftScored(texts, shifts, { ...limits, head }), also }
}

/** The ranking by the texts of task and tools alone. */
function scoreTexts(catalog: RankableCatalog, query: TaskQuery, search: RankSearch): ScoredTools {
  const { dense, intents = [] } = search
  const limits = { ...search.limits, limit: Math.max(HEAD, search.limits.limit) }
  const whole = new TaskScorer(catalog, query, dense)
  const candidates = whole.candidates(limits)
  const scores = new Float64Array(catalog.tools.length)
  for (const position of candidates) scores[position] = whole.score(position)
  const depth = intents.length < 2 ? limits.limit : Math.max(limits.limit, WHOLE_POOL)
  const best = topNeighbours(scores, depth, candidates).map(({ index }) => index)
  const wishes = intents.length < 2 ? [] : intents.map((intent) => wishOf(catalog, intent))
  const cover =
    wishes.length === 0 ? undefined : coverOrder({ scores, candidates, best }, wishes, limits.limit)
  const ranking = { scores, candidates, best: cover?.order ?? best }
  const head = { catalog, query, whole, wishes, ranking, served: cover?.served, limit: search.limits.limit }
  const { ranked, ...shown } = rankedWith(head, limits)
  return {
    ...shown,
    fit: fitOf(ranked, whole, candidates.length),
    scorer: whole,
    wishes: cover === undefined ? [] : wishes,
    candidates,
    also: (ids) => rankedWith(head, { ...limits, always: new Set([...(limits.always ?? []), ...ids]) }).items,
  }
}

/** What a ranking's tools are made from. */
interface Head {
  catalog: RankableCatalog
  query: TaskQuery
  whole: TaskScorer
  wishes: readonly Wish[]
  ranking: Scores
  served: CoverOrder['served'] | undefined
  /** How many tools were asked for. */
  limit: number
}

/** The best tools and those that are returned in any case, and of them those that were asked for. */
function rankedWith(
  { catalog, query, whole, wishes, ranking, served, limit }: Head,
  limits: RankLimits,
): { ranked: ScoredTool[]; items: ScoredTool[]; views: ScoredTools['views'] } {
  const ranked = places(catalog, ranking, limits).map(({ position, index }) => {
    const scored = scoredTool(catalog.tools[position]!, { position, rank: index + 1 }, whole)
    scored.score = ranking.scores[position]!
    serve(scored, served?.get(position))
    return scored
  })
  const views = confidenceViews(ranked, { query, scorer: whole, wishes, candidates: ranking.candidates })
  const values = confidencesOf(views, query, catalog.confidence)
  for (const [at, scored] of ranked.entries()) scored.confidence = values[at]!
  const isAsked = ({ rank, tool }: ScoredTool) => rank <= limit || limits.always?.has(tool.id) === true
  return {
    ranked,
    items: ranked.filter(isAsked),
    views: views.filter((_, at) => isAsked(ranked[at]!)),
  }
}

function serve(scored: ScoredTool, served: Served | undefined): void {
  if (served === undefined) return
  scored.intent = served.text
  if (served.score <= scored.score) return
  scored.score = served.score
  scored.served = served
}

/** A tool at its place, with the signals of the whole task; score and confidence are still to come. */
function scoredTool(
  tool: Tool,
  { position, rank }: { position: number; rank: number },
  whole: TaskScorer,
): ScoredTool {
  // Written out: spreading the signals and adding members takes many times as long in V8.
  const { similarity, similarityZ, lexical } = whole.signals(position)
  return { tool, position, rank, score: 0, confidence: 0, similarity, similarityZ, lexical }
}

function wishOf(catalog: RankableCatalog, { text, asked, query, dense }: TaskIntent): Wish {
  return { text, asked, scorer: new TaskScorer(catalog, query, dense) }
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
