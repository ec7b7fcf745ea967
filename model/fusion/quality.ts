import { Bm25Index } from '../../src/lexical/Bm25Index.js'
import type { Bm25Options } from '../../src/lexical/Bm25Options.js'
import { type AttainableOptions, attainableScore, lexicalShare } from '../../src/rank/lexicalShare.js'
import { topNeighbours } from '../../src/vector/topNeighbours.js'
import type { TrainSet } from './trainSets.js'

/** One setting of everything that the fusion has to choose. */
export interface Setting {
  bm25: Bm25Options
  attainable: AttainableOptions
  /** Weight of the lexical share when the similarity has weight 1. */
  lexical: number
}

/** Recall@1, recall@5 and nDCG@10 of a setting on a set, fractions of 1. */
export interface Quality {
  recall1: number
  recall5: number
  ndcg10: number
}

/** Lexical shares of all tools for all queries, reused while only the weight changes. */
export function lexicalShares(set: TrainSet, setting: Pick<Setting, 'bm25' | 'attainable'>): Float32Array[] {
  const index = new Bm25Index(set.documents, setting.bm25)
  return set.queries.map(({ terms }) => {
    const scores = new Float32Array(index.size)
    index.addScores(terms, scores)
    const attainable = attainableScore(index, terms, setting.attainable)
    return scores.map((score) => lexicalShare(score, attainable))
  })
}

/** Measures one weight. */
export function quality(set: TrainSet, shares: readonly Float32Array[], weight: number): Quality {
  const sum = { recall1: 0, recall5: 0, ndcg10: 0 }
  for (const [at, query] of set.queries.entries()) {
    const share = shares[at]!
    const scores = query.z.map((z, position) => z + weight * share[position]!)
    const top = topNeighbours(scores, 10).map(({ index }) => index)
    const ranks = query.groups.map((group) => top.findIndex((position) => group.includes(position)))
    const hits = (k: number) => ranks.filter((rank) => rank >= 0 && rank < k).length / ranks.length
    const gain = ranks.reduce((total, rank) => total + (rank < 0 ? 0 : 1 / Math.log2(rank + 2)), 0)
    const ideal = ranks.slice(0, 10).reduce((total, _, rank) => total + 1 / Math.log2(rank + 2), 0)
    sum.recall1 += hits(1)
    sum.recall5 += hits(5)
    sum.ndcg10 += gain / ideal
  }
  const n = set.queries.length
  return { recall1: sum.recall1 / n, recall5: sum.recall5 / n, ndcg10: sum.ndcg10 / n }
}

/** One figure to compare settings by. */
export function objective(all: readonly Quality[]): number {
  return all.reduce((sum, one) => sum + (one.recall1 + 2 * one.recall5 + 2 * one.ndcg10) / 5, 0) / all.length
}
