import type { Bm25Index, WeightedTerm } from '../lexical/Bm25Index.js'
import type { Tool } from '../tool/Tool.js'
import type { Cohort, CohortScale } from './Cohort.js'
import { type ConfidenceModel, confidence } from './confidence.js'
import { type FusionWeights, fuse, similarityZ } from './fusion.js'
import { attainableScore, lexicalShare } from './lexicalShare.js'
import type { RankedTool } from './Ranking.js'
import { topPositions } from './topPositions.js'

/** Everything about a catalog and its embedder that ranking reads. Positions are those of `tools`. */
export interface RankableCatalog {
  tools: readonly Tool[]
  lexical: Bm25Index
  cohort: Cohort
  fusion: FusionWeights
  confidence: ConfidenceModel
}

/** A task, ready to be ranked by. */
export interface TaskQuery {
  terms: readonly WeightedTerm[]
  /** Unit vector, or zero. */
  vector: Float32Array
}

/** The dense signal of one task: similarities of all tools, or of any one tool for an approximate index. */
export interface DenseSignal {
  /** Cosine of the task and the tool at a position. */
  similarity(position: number): number
  /** Positions found by an approximate index; undefined when every tool is to be scored. */
  candidates?: readonly number[]
}

/** How many tools to return, and which may be. */
export interface RankLimits {
  /** 1 or more. */
  limit: number
  allowed?: ((tool: Tool) => boolean) | undefined
  /** Ids of tools that are returned whatever `allowed` and `limit` say, at the rank they have. Default: none. */
  always?: ReadonlySet<string> | undefined
}

/** Lexical candidates that an approximate dense search is joined with. */
const LEXICAL_CANDIDATES = 200

/**
 * Ranks tools by the fused score of both signals, best first, ties by position. Every tool, or with an approximate
 * index the union of dense and lexical candidates, has both signals computed. A pure function.
 */
export function rankTools(
  catalog: RankableCatalog,
  query: TaskQuery,
  dense: DenseSignal,
  limits: RankLimits,
): RankedTool[] {
  const bm25 = new Float32Array(catalog.tools.length)
  catalog.lexical.addScores(query.terms, bm25)
  const scoring: Scoring = {
    catalog,
    query,
    dense,
    bm25,
    scale: catalog.cohort.scale(query.vector),
    attainable: attainableScore(catalog.lexical, query.terms),
  }
  const scores = new Float32Array(catalog.tools.length)
  const candidates = candidatePositions(scoring, limits)
  for (const position of candidates)
    scores[position] = fuse(signalsAt(scoring, position), scoring.scale, catalog.fusion)
  const best = topPositions(scores, candidates, Math.max(2, limits.limit))
  const places = best.slice(0, limits.limit).map((position, index) => ({ position, index }))
  places.push(
    ...alwaysPlaces(scoring, scores, candidates, limits).filter(({ index }) => index >= limits.limit),
  )
  return places.map((place) => rankedTool(scoring, scores, best, place))
}

interface Place {
  position: number
  /** Rank - 1. */
  index: number
}

/** The places of the tools that are returned in any case, by rank. */
function alwaysPlaces(
  { catalog }: Scoring,
  scores: Float32Array,
  candidates: readonly number[],
  { always }: RankLimits,
): Place[] {
  if (always === undefined || always.size === 0) return []
  const positions = candidates.filter((position) => always.has(catalog.tools[position]!.id))
  const isBetter = (a: number, b: number) => scores[a]! > scores[b]! || (scores[a]! === scores[b]! && a < b)
  const places = positions.map((position) => ({
    position,
    index: candidates.filter((other) => isBetter(other, position)).length,
  }))
  return places.sort((a, b) => a.index - b.index)
}

interface Scoring {
  catalog: RankableCatalog
  query: TaskQuery
  dense: DenseSignal
  bm25: Float32Array
  scale: CohortScale
  attainable: number
}

function signalsAt(
  { dense, bm25, attainable }: Scoring,
  position: number,
): { similarity: number; lexical: number } {
  return { similarity: dense.similarity(position), lexical: lexicalShare(bm25[position]!, attainable) }
}

function candidatePositions({ catalog, dense, bm25 }: Scoring, { allowed, always }: RankLimits): number[] {
  const isAlways = (position: number) => always?.has(catalog.tools[position]!.id) === true
  const every = () => [...catalog.tools.keys()]
  const found = dense.candidates === undefined ? every() : withLexicalCandidates(dense.candidates, bm25)
  const passing =
    allowed === undefined
      ? found
      : found.filter((position) => allowed(catalog.tools[position]!) || isAlways(position))
  if (always === undefined || always.size === 0 || dense.candidates === undefined) return passing
  return [...new Set([...passing, ...every().filter(isAlways)])]
}

function withLexicalCandidates(candidates: readonly number[], bm25: Float32Array): number[] {
  const union = new Set(candidates)
  const matching = [...bm25.keys()].filter((position) => bm25[position]! > 0)
  for (const position of topPositions(bm25, matching, LEXICAL_CANDIDATES)) union.add(position)
  return [...union]
}

function rankedTool(
  scoring: Scoring,
  scores: Float32Array,
  best: readonly number[],
  place: Place,
): RankedTool {
  const { catalog, query } = scoring
  const { position, index } = place
  const { similarity, lexical } = signalsAt(scoring, position)
  const score = scores[position]!
  const z = similarityZ(similarity, scoring.scale)
  const rival = best[index === 0 ? 1 : 0]
  const lead = rival === undefined ? 0 : score - scores[rival]!
  const matches = catalog.lexical.matches(query.terms, position)
  const total = matches.reduce((sum, match) => sum + match.score, 0)
  return {
    tool: catalog.tools[position]!,
    rank: index + 1,
    score,
    confidence: confidence({ similarityZ: z, lexical, lead, rank: index + 1 }, catalog.confidence),
    evidence: {
      similarity,
      similarityZ: z,
      lexical,
      terms: matches.map(({ word, field, score: part }) => ({
        term: word,
        field,
        share: total > 0 ? part / total : 0,
      })),
    },
  }
}
