import type { Field } from '../lexical/Field.js'
import type { Tool } from '../tool/Tool.js'
import type { Caution } from './cautions.js'
import type { Contribution } from './contributions.js'

/** One term of the task that a tool contains. */
export interface TermEvidence {
  /** The task's word as the user wrote it, lower case. */
  term: string
  /** The most telling field that has the term: name, then description, server, parameters. */
  field: Field
  /** Its share of the tool's lexical score, 0 to 1. */
  share: number
}

/** Why a tool stands where it stands. Every figure is on a scale that does not depend on the rest of the ranking. */
export interface Evidence {
  /** Cosine of task and tool, -1 to 1. */
  similarity: number
  /**
   * The mean cosine of the tool and a fixed set of tasks of every kind: a tool that is near to all of them is near to
   * this one for no good reason. 0 where the ranking is not defended.
   */
  hubness: number
  /** Similarity less hubness in standard deviations over the task's similarity to a fixed reference cohort. */
  similarityZ: number
  /** BM25 as a share of what a tool could attain for this task, 0 to 1. */
  lexical: number
  /** Terms found, strongest first. */
  terms: TermEvidence[]
  /** What the score is made of, largest first; the values add up to it within 1e-6. */
  contributions: Contribution[]
  /** What votes on similar tasks added to the score, as the host gave them; absent where they added nothing. */
  feedback?: number
}

/** One tool of a ranking. */
export interface RankedTool {
  tool: Tool
  /** From 1. */
  rank: number
  /** Fused score; higher is better; comparable between tasks, not between embedders. */
  score: number
  /** Probability that the tool is needed for the task, 0 to 1. It never rises when tools are added to the catalog. */
  confidence: number
  /** The part of the task that it serves best; absent where the task is one wish. */
  intent?: string
  /** Ids of tools that repeat it and are left out of the ranking; absent where none does. */
  copies?: string[]
  evidence: Evidence
}

/** What `rank` returns. */
export interface Ranking {
  /** Best first; ties by tool id. */
  items: RankedTool[]
  /**
   * Probability that any tool of the catalog fits the task, 0 to 1, taken that half of all tasks have none: a scale to
   * compare tasks on, not a frequency.
   */
  fit: number
  /** What it has to be taken with care for; mostly empty. */
  cautions: Caution[]
  /** The text that was ranked by (a conversation is reduced to it). */
  task: string
  /** Index driver that was used, for example `exact`. */
  index: string
  /** Id of the embedder. */
  embedder: string
}
