import type { Tool } from '../tool/Tool.js'
import type { Signals, TaskScorer } from './TaskScorer.js'

/** The wish that a tool is scored by beside the whole task. */
export interface Served {
  text: string
  scorer: TaskScorer
  /** Of the blended score, 0 to 1. */
  share: number
  /** The blended score. */
  score: number
}

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
  /** What its score is blended with; absent where the score is that of the whole task. */
  served?: Served
}
