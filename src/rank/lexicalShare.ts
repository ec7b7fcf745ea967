import type { Bm25Index, WeightedTerm } from '../lexical/Bm25Index.js'

/** What counts towards the score that a tool could attain. */
export interface AttainableOptions {
  /**
   * A tool answers one wish, and a wish takes few words: only so many of the heaviest terms of a task count, 1 or more.
   */
  maxTerms: number
  /** Whether terms that no tool contains count: a task of which half the words are unknown is then matched half. */
  unknownTerms: boolean
}

/** Chosen on train/ by `npm run model:fusion`. */
export const ATTAINABLE: AttainableOptions = Object.freeze({ maxTerms: 3, unknownTerms: true })

/**
 * The BM25 score at which a tool counts as a full match: what the heaviest terms of the task could attain together. It
 * depends on the task and on how rare its terms are, never on how other tools score.
 */
export function attainableScore(
  index: Bm25Index,
  terms: readonly WeightedTerm[],
  options: AttainableOptions = ATTAINABLE,
): number {
  const each = terms
    .filter(({ stem }) => options.unknownTerms || index.has(stem))
    .map(({ stem, weight }) => weight * index.attainable(stem))
    .sort((a, b) => b - a)
  return each.slice(0, options.maxTerms).reduce((sum, value) => sum + value, 0)
}

/** BM25 as a share of the attainable score, 0 to 1. */
export function lexicalShare(score: number, attainable: number): number {
  return attainable > 0 ? Math.min(1, score / attainable) : 0
}
