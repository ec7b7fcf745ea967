import { topNeighbours } from '../vector/topNeighbours.js'
import { COVER, coverIntents } from './coverIntents.js'
import type { Served } from './ScoredTool.js'
import type { TaskScorer } from './TaskScorer.js'

/** Tools of the whole task's ranking, and of each intent's, that may take part in covering. */
export const WHOLE_POOL = 60
const INTENT_POOL = 15

/** Places that are filled by covering; wishes are served by then, and the whole task's score orders the rest. */
const MAX_COVERED = 20

/** Up to so many tools every intent scores them all; above, the whole task's best and the intent's lexical best. */
const SCORE_ALL_MAX = 2_000
const WHOLE_BEST = 500
const LEXICAL_BEST = 50

/** Scores of a whole task. */
export interface Scores {
  scores: Float64Array
  candidates: readonly number[]
  /** Positions of the best, best first: `WHOLE_POOL` of them or more, or all. */
  best: readonly number[]
}

/** What may be one wish of a task, and what tools are scored by for it. */
export interface Wish {
  text: string
  /** Whether it says what to do. */
  asked: boolean
  scorer: TaskScorer
}

/** An order that covers the intents, and what each tool in it is for. */
export interface CoverOrder {
  /** Positions, first to last. */
  order: number[]
  /** The intent that a tool serves best, and its blended score for it. */
  served: ReadonlyMap<number, Served>
}

/**
 * Orders the head of a ranking so that it covers the intents, then goes on by the whole task's score. Undefined where
 * the task turns out to be one wish.
 */
export function coverOrder(whole: Scores, wishes: readonly Wish[], limit: number): CoverOrder | undefined {
  const scorers = wishes.map(({ scorer }) => scorer)
  const pool = poolOf(whole, scorers)
  const wholeScores = pool.map((position) => whole.scores[position]!)
  const intentScores = scorers.map((scorer) => pool.map((position) => scorer.score(position)))
  const head = coverIntents(
    { whole: wholeScores, intents: intentScores, asked: wishes.map(({ asked }) => asked) },
    Math.min(limit, MAX_COVERED),
  ).map((at) => pool[at]!)
  if (head.length === 0) return undefined
  const inHead = new Set(head)
  const order = [...head, ...whole.best.filter((position) => !inHead.has(position))].slice(
    0,
    Math.max(2, limit),
  )
  return { order, served: servedBy(wishes, pool, { wholeScores, intentScores }) }
}

function poolOf(whole: Scores, scorers: readonly TaskScorer[]): number[] {
  const { scores, candidates, best } = whole
  const all = candidates.length <= SCORE_ALL_MAX
  const near = all ? candidates : topNeighbours(scores, WHOLE_BEST, candidates).map(({ index }) => index)
  const pool = new Set(best.slice(0, WHOLE_POOL))
  const own = new Float32Array(scores.length)
  for (const scorer of scorers) {
    const looked = all ? near : [...new Set([...near, ...scorer.lexicalBest(candidates, LEXICAL_BEST)])]
    for (const position of looked) own[position] = scorer.score(position)
    for (const { index } of topNeighbours(own, INTENT_POOL, looked)) pool.add(index)
  }
  return [...pool].sort((a, b) => a - b)
}

function servedBy(
  wishes: readonly Wish[],
  pool: readonly number[],
  {
    wholeScores,
    intentScores,
  }: { wholeScores: readonly number[]; intentScores: readonly (readonly number[])[] },
): CoverOrder['served'] {
  const served = new Map<number, Served>()
  for (const [at, position] of pool.entries()) {
    for (const [intent, { text, scorer }] of wishes.entries()) {
      const score = COVER.blend * wholeScores[at]! + (1 - COVER.blend) * intentScores[intent]![at]!
      if (score > (served.get(position)?.score ?? Number.NEGATIVE_INFINITY))
        served.set(position, { text, scorer, share: 1 - COVER.blend, score })
    }
  }
  return served
}
