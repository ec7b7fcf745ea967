import type { Tool } from '../tool/Tool.js'
import { topNeighbours } from '../vector/topNeighbours.js'
import { candidatePositions } from './candidatePositions.js'
import { confidence } from './confidence.js'
import { createFuse, similarityZ } from './fusion.js'
import { attainableScore, lexicalShare } from './lexicalShare.js'
import type { DenseSignal, RankableCatalog, RankLimits, TaskQuery } from './RankableCatalog.js'

/** One tool of a ranking, before its evidence is gathered. */
export interface ScoredTool {
  tool: Tool
  /** Its position in the catalog. */
  position: number
  /** From 1. */
  rank: number
  score: number
  /** 0 to 1. */
  confidence: number
  /** Cosine, -1 to 1. */
  similarity: number
  /** The same in standard deviations over the cohort. */
  similarityZ: number
  /** BM25 as a share of what the task could attain, 0 to 1. */
  lexical: number
}

/**
 * Scores tools by the fusion of both signals, best first, ties by position. Every tool, or with an approximate index the
 * union of dense and lexical candidates, has both signals computed. A pure function.
 */
export function scoreTools(
  catalog: RankableCatalog,
  query: TaskQuery,
  search: { dense: DenseSignal; limits: RankLimits },
): ScoredTool[] {
  const { dense, limits } = search
  const bm25 = new Float32Array(catalog.tools.length)
  catalog.lexical.addScores(query.terms, bm25)
  const scale = catalog.cohort.scale(query.vector)
  const attainable = attainableScore(catalog.lexical, query.terms)
  const fuse = createFuse(scale, catalog.fusion)
  const scores = new Float32Array(catalog.tools.length)
  const candidates = candidatePositions(catalog, { dense, bm25 }, limits)
  for (const position of candidates)
    scores[position] = fuse(dense.similarity(position), lexicalShare(bm25[position]!, attainable))
  const best = topNeighbours(scores, Math.max(2, limits.limit), candidates).map(({ index }) => index)
  return places(catalog, { scores, candidates, best }, limits).map(({ position, index }) => {
    const score = scores[position]!
    const lead = index === 0 && best[1] !== undefined ? score - scores[best[1]]! : 0
    const similarity = dense.similarity(position)
    const rank = index + 1
    return {
      tool: catalog.tools[position]!,
      position,
      rank,
      score,
      confidence: confidence({ score, lead, rank }, catalog.confidence),
      similarity,
      similarityZ: similarityZ(similarity, scale),
      lexical: lexicalShare(bm25[position]!, attainable),
    }
  })
}

interface Scores {
  scores: Float32Array
  candidates: readonly number[]
  /** Positions of the best, best first. */
  best: readonly number[]
}

interface Place {
  position: number
  /** Rank - 1. */
  index: number
}

/** The places of the tools to return: the best ones, then those that are returned in any case, by rank. */
function places(
  catalog: RankableCatalog,
  { scores, candidates, best }: Scores,
  { limit, always }: RankLimits,
): Place[] {
  const head = best.slice(0, limit).map((position, index) => ({ position, index }))
  if (always === undefined || always.size === 0) return head
  const isBetter = (a: number, b: number) => scores[a]! > scores[b]! || (scores[a]! === scores[b]! && a < b)
  const others = candidates
    .filter((position) => always.has(catalog.tools[position]!.id))
    .map((position) => ({ position, index: candidates.filter((other) => isBetter(other, position)).length }))
    .filter(({ index }) => index >= limit)
  return [...head, ...others.sort((a, b) => a.index - b.index)]
}
