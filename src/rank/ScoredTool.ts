import type { Tool } from '../tool/Tool.js'
import type { Signals } from './TaskScorer.js'

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
}
