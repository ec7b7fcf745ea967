import type { Tool } from '../tool/Tool.js'
import type { ConfidenceView } from './confidence.js'
import type { Wish } from './coverOrder.js'
import type { Fit } from './fit.js'
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
  /** For the whole task, or for the intent that it serves best where that is higher; shifts included. */
  score: number
  /** 0 to 1. */
  confidence: number
  /** What earlier votes added to the score; absent where they added nothing. */
  shift?: number
  /** The part of the task that it serves best; absent where the task is one wish. */
  intent?: string
  /** What its score is blended with; absent where the score is that of the whole task. */
  served?: Served
}

/** A ranking's tools, and whether any of them fits. */
export interface ScoredTools {
  /** Best first, ties by position. */
  items: ScoredTool[]
  /** What the confidence of each item was computed from. */
  views: ConfidenceView[]
  fit: Fit
  /** What the whole task was scored by. */
  scorer: TaskScorer
  /** The wishes that were covered; none where the task is one. */
  wishes: readonly Wish[]
  /** Positions of all tools that were scored. */
  candidates: readonly number[]
  /** The items again with the tools of these ids, wherever they rank; ids that were not scored are left out. */
  also: (ids: Iterable<string>) => ScoredTool[]
}
