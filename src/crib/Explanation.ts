import type { LeftReason } from '../budget/LeftReason.js'
import type { Caution } from '../rank/cautions.js'
import type { Contribution } from '../rank/contributions.js'
import type { Evidence } from '../rank/Ranking.js'

/**
 * What became of a tool: handed out, standing in the session's list from earlier turns only (`idle`), ranked too low or left
 * out for a limit, or excluded by a filter.
 */
export type Outcome = 'handed-out' | 'idle' | 'filtered' | LeftReason

/** What one word of the task does for a tool. */
export interface TermEffect {
  /** The task's word, lower case. */
  term: string
  /** The tool's score when the task is asked without that word. */
  scoreWithout: number
  /** How much lower that is; below 0 where the word speaks against the tool. */
  drop: number
}

/** How a tool stands for one of several wishes. */
export interface IntentStanding {
  /** The user's words. */
  text: string
  /** For that wish alone. */
  score: number
  /** Place among all ranked tools, from 1, for that wish alone. */
  rank: number
  /** What that score is made of, largest first. */
  contributions: Contribution[]
}

/** Why a tool was handed out for a task, or not. */
export interface Explanation {
  id: string
  name: string
  /** Key of its server; absent without one. */
  server?: string
  /** The text that was ranked by. */
  task: string
  outcome: Outcome
  /**
   * Ids of tools that were handed out in its place, nearest ahead first; at most 3, none where no limit cut it off. For a
   * near-copy the tool that it repeats.
   */
  displacedBy: string[]
  /** Place in the ranking, from 1, and how many tools were ranked. */
  rank: number
  ranked: number
  /** As in a selection; the contributions of `evidence` add up to the score. */
  score: number
  confidence: number
  evidence: Evidence
  reasons: string[]
  /**
   * What each word of the task does for it, found by asking again without the word: the word that it would lose most by
   * comes first. Of long tasks the 24 heaviest words; a word without which no task is left is not among them.
   */
  terms: TermEffect[]
  /** How it stands for each wish of a task with several; empty for one. */
  intents: IntentStanding[]
  /** As in a selection. */
  fit: number
  cautions: Caution[]
  /** All of it in a few sentences. */
  summary: string
}
