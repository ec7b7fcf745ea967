import { topNeighbours } from '../vector/topNeighbours.js'

/** Weight of the share of a task's words that a tool has, against its similarity in standard deviations. */
const COVER_WEIGHT = 8

/** A wish takes few words: with so much weight of them a tool has all it needs. */
const ENOUGH = 4

/** Other tools that a tool is compared with. Where there are fewer, or they are worse, `FLOOR` stands for them. */
const CROWD = 30
const FLOOR = 0

/** What a steady score is made of, by position. */
export interface SteadyInput {
  /** Similarity in standard deviations over the cohort. */
  similarityZ: (position: number) => number
  /** Weight of the task's terms that the tool has. */
  present: Float32Array
  /** Weight of all the task's terms. */
  total: number
}

/**
 * Scores that depend on a task and a tool alone, not on what else is registered: similarity plus the share of the task's
 * words that the tool has, without any idf. A tool that is added can only take away from another's lead over the rest,
 * so that confidence, which rests on these, never rises when a catalog grows.
 */
export class SteadyScores {
  readonly #input: SteadyInput
  readonly #enough: number
  /** The best scores, highest first, filled up with `FLOOR`; one more than a crowd. */
  readonly #top: number[]
  readonly #sum: number

  constructor(input: SteadyInput, candidates: readonly number[]) {
    this.#input = input
    this.#enough = Math.min(ENOUGH, input.total) || 1
    const scores = new Float64Array(input.present.length)
    for (const position of candidates) scores[position] = this.of(position)
    const best = topNeighbours(scores, CROWD + 1, candidates).map(({ similarity }) =>
      Math.max(FLOOR, similarity),
    )
    this.#top = [...best, ...new Array<number>(CROWD + 1 - best.length).fill(FLOOR)]
    this.#sum = this.#top.reduce((sum, score) => sum + score, 0)
  }

  /** Share of the task's words that the tool has, 0 to 1. */
  cover(position: number): number {
    return Math.min(1, this.#input.present[position]! / this.#enough)
  }

  /** The steady score. */
  of(position: number): number {
    return this.#input.similarityZ(position) + COVER_WEIGHT * this.cover(position)
  }

  /** How far the tool is ahead of the best other one, and of the mean of the 30 best others; negative if behind. */
  leads(position: number): { lead: number; crowdLead: number } {
    const own = this.of(position)
    const counted = Math.max(FLOOR, own)
    const last = this.#top[CROWD]!
    const isAmong = counted >= last
    const best = counted >= this.#top[0]! ? this.#top[1]! : this.#top[0]!
    const crowd = (this.#sum - (isAmong ? counted : last)) / CROWD
    return { lead: own - best, crowdLead: own - crowd }
  }
}
