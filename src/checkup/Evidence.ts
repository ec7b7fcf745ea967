import type { QueryRow } from '../eval/QueryRow.js'
import type { ReportEstimate } from '../report/ReportDocument.js'

/** What a recall was measured on: labelled tasks, calls that were logged, or probes made from the catalog itself. */
export type EvidenceKind = 'tasks' | 'log' | 'probes'

/** Tasks with the tools that they need, and where they come from. */
export interface Evidence {
  kind: EvidenceKind
  /** Rows without gold are not measured. */
  rows: readonly QueryRow[]
  /** What was left out before, in a sentence each. */
  leftOut: readonly string[]
}

/** What a list of so many tokens holds, on average over the tasks. */
export interface BudgetRecall {
  /** Most tokens of the list. */
  budget: number
  /** Mean number of tools, and mean tokens. */
  tools: number
  tokens: number
  /** Share of the needed tools that are in the list, with its 95 % interval. */
  recall: ReportEstimate
}

/** The tasks that need tools of one server. */
export interface ServerRecall {
  /** Null for tools without a server. */
  server: string | null
  /** Tasks that need a tool of it. */
  tasks: number
  recall: ReportEstimate
}

/** A needed tool that a task was not given. */
export interface Miss {
  /** Id and text of the task. */
  id: string
  text: string
  /** Ids of which one was needed. */
  needed: readonly string[]
  /** Rank of the best of them, from 1; null where it stands below the ranks that were looked at. */
  rank: number | null
}

/** What was measured on one sort of evidence. Recall is a share, 0 to 1. */
export interface EvidenceRecall {
  kind: EvidenceKind
  /** Tasks that were measured, 1 or more. */
  tasks: number
  /** What was left out, in a sentence each. */
  leftOut: readonly string[]
  budgets: readonly BudgetRecall[]
  /** With the limit that was asked for, and as many tools as it has room for (`maxTools`: all, `minConfidence`: 0). */
  selection: {
    recall: ReportEstimate
    /** Share of the tasks that were given all that they need. */
    complete: ReportEstimate
    /** Of 100 tasks those that lack a needed tool. */
    missed: ReportEstimate
    /** Mean number of tools, and mean tokens of the list. */
    tools: number
    tokens: number
  }
  /** The same limit with the defaults of `select`: ten tools at most, and none of low confidence. */
  ten: { recall: ReportEstimate; tools: number; tokens: number }
  /** Share of the needed tools among the ten best: what the first search of a search tool shows. */
  searchRecall: ReportEstimate
  /** Of 100 tasks those with a needed tool that is not among the ten best. */
  searchMissed: ReportEstimate
  /** By server key. */
  servers: readonly ServerRecall[]
  /** Worst first: those that stand furthest down; at most 50. */
  misses: readonly Miss[]
  /** How many tools were missing in all. */
  missedTools: number
}
