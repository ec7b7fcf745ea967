import { topNeighbours } from '../vector/topNeighbours.js'
import { candidatePositions } from './candidatePositions.js'
import { createFuse, type Fuse } from './fusion.js'
import { attainableScore, lexicalShare } from './lexicalShare.js'
import type { DenseSignal, RankableCatalog, TaskQuery } from './RankableCatalog.js'
import { toolNearness } from './toolNearness.js'

/** One text of a tool, taken as a task. */
export interface ToolView {
  query: TaskQuery
  dense: DenseSignal
}

/** The tools that fall least behind one tool on its own texts. */
export interface NearTools {
  /** Their positions, nearest first, ties by position. */
  positions: Uint32Array
  /** How far each falls behind, mean over the views: score of the tool itself minus theirs; and how far it is apart. */
  gaps: Float32Array
  /** What a tool that is not among them falls behind at least; infinite where all others are. */
  bound: number
}

/**
 * Ranks every candidate by the tool's own texts (`views`, 1 or more) and keeps the `limit` that come closest to the tool
 * itself, which is at `position`. `apart`: what is added to each gap, by position. A pure function.
 */
export function ownGaps(
  catalog: RankableCatalog,
  views: readonly ToolView[],
  { position, limit, apart }: { position: number; limit: number; apart: Float32Array },
): NearTools {
  const scorers = views.map((view) => viewScorer(catalog, view))
  const candidates = rivals(catalog, scorers).filter((other) => other !== position)
  const closeness = apart.map((gap) => -gap)
  for (const { score } of scorers) {
    const own = score(position)
    for (const other of candidates)
      closeness[other] = closeness[other]! + (score(other) - own) / scorers.length
  }
  const near = topNeighbours(closeness, limit, candidates)
  const isAll = near.length === catalog.tools.length - 1
  const last = near.at(-1)
  return {
    positions: Uint32Array.from(near, ({ index }) => index),
    gaps: Float32Array.from(near, ({ similarity }) => 0 - similarity),
    bound: isAll || last === undefined ? Number.POSITIVE_INFINITY : -last.similarity,
  }
}

/** All tools, or what an approximate index and the words find by any of the texts. */
function rivals(catalog: RankableCatalog, scorers: readonly ViewScorer[]): number[] {
  if (scorers.every(({ view }) => view.dense.candidates === undefined))
    return Array.from(catalog.tools, (_, position) => position)
  return [
    ...new Set(
      scorers.flatMap(({ view, bm25 }) =>
        candidatePositions(catalog, { dense: view.dense, bm25 }, { limit: 1 }),
      ),
    ),
  ]
}

interface ViewScorer {
  view: ToolView
  bm25: Float32Array
  score: (position: number) => number
}

function viewScorer(catalog: RankableCatalog, view: ToolView): ViewScorer {
  const { query, dense } = view
  const bm25 = new Float32Array(catalog.tools.length)
  catalog.lexical.addScores(query.terms, bm25)
  const attainable = attainableScore(catalog.lexical, query.terms)
  const fuse: Fuse = createFuse(catalog.cohort.scale(query.vector), catalog.fusion)
  const nearness = toolNearness(catalog, query, dense)
  return {
    view,
    bm25,
    score: (position: number) => fuse(nearness(position), lexicalShare(bm25[position]!, attainable)),
  }
}
