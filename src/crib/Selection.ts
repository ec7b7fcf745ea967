import type { LeftReason } from '../budget/LeftReason.js'
import type { Caution } from '../rank/cautions.js'
import type { Evidence } from '../rank/Ranking.js'
import type { RecallGuarantee } from '../rank/recallThreshold.js'
import type { ToolTokens } from '../tokens/render/ToolTokens.js'
import type { Level } from '../tool/Level.js'
import type { ToolDefinition } from '../tool/Tool.js'
import type { SearchTool } from './SearchTool.js'
import type { SessionChange } from './SessionChange.js'

/** A tool that was handed out. */
export interface SelectedItem {
  /** Id in the catalog: `<server>/<name>`, or the id that a tools file gives. */
  id: string
  /** Name under which the model sees it; equals `tools[i].name`. */
  wireName: string
  /** Name on its server. */
  name: string
  /** Key of its server; absent without one. */
  server?: string
  /** Place in the ranking, from 1. */
  rank: number
  /** Fused score; higher is better; comparable between tasks, not between embedders. */
  score: number
  /** Probability that the tool is needed for the task, 0 to 1. */
  confidence: number
  /** How much of its definition is handed out. */
  level: Level
  /** Tokens of its definition alone, at that level. */
  tokens: number
  /** True when the caller pinned it. */
  pinned: boolean
  /** The part of the task that it serves best; absent where the task is one wish. */
  intent?: string
  /** Sentences for people, strongest first. */
  reasons: string[]
  /** What the ranking saw: similarity, lexical share, terms. */
  evidence: Evidence
}

/**
 * A tool that ranked well and was not chosen. Members as in {@link SelectedItem}; a near-copy has the rank, score and
 * confidence of the tool that it repeats.
 */
export interface LeftItem {
  id: string
  name: string
  server?: string
  rank: number
  score: number
  confidence: number
  tokens: number
  /** The first reason that applied. */
  why: LeftReason
  /** What speaks for it all the same, strongest first; never empty. */
  reasons: string[]
  /**
   * Ids of the tools that were handed out in its place, nearest ahead first, at most 3, or of the one that it repeats; none
   * where it is too unlikely.
   */
  displacedBy: string[]
  /** Id of the tool that it repeats; of near-copies only. */
  copyOf?: string
}

/** How a recall is aimed at. */
export interface RecallPlan {
  /** The recall that was asked for, above 0 and below 1. */
  value: number
  guarantee: RecallGuarantee
  /**
   * Tools are handed out, by rank, as long as none has a lower share of the need: its confidence, divided by the sum over
   * the ten best tools where that is above 1. 0: as many as there may be.
   */
  share: number
  /** False where not even 120 tools reach it by the labelled tasks. */
  reachable: boolean
  /**
   * What the plan rests on: labelled tasks of this catalog, of an earlier state of it (`stale`), or public sets
   * (`default`), which is an estimate.
   */
  basis: 'calibrated' | 'stale' | 'default'
  /** Labelled tasks that it rests on; 0 with `default`. */
  tasks: number
}

/** How a recall was aimed at, and what is promised. */
export interface RecallReport extends RecallPlan {
  /** The limit that cut the selection short of the plan, or null. */
  cutBy: 'max-tokens' | 'max-tools' | 'max-share' | 'prerequisite' | null
  /** The promise in a sentence. */
  promise: string
}

/** What `select` returns. */
export interface Selection {
  /** Wire definitions, the search tool's included, by wire name; in a session in the order of handing out: the list to send. */
  tools: ToolDefinition[]
  /** One per tool but the search tool, by rank (pinned tools stand at their own rank). */
  items: SelectedItem[]
  /** The best tools that were not chosen, by rank; at most 10, at most 5 of them near-copies. */
  left: LeftItem[]
  tokens: {
    /** Tokens of the whole catalog, serialised as one list. */
    before: number
    /** Tokens of `tools`, serialised as sent; with `billedAs` the most that they can be. Never above `limit`. */
    after: number
    /** The limit that applied, or null without one. */
    limit: number | null
    /** Name of the token counter. */
    counter: string
    /** The list as the provider of `billedAs` bills it, and how sure that is; null without it. */
    billed: ToolTokens | null
  }
  /** The way back; null where it does not stand in `tools`. */
  search: SearchTool | null
  /** True when nothing in the catalog fits the task: `items` then holds pinned tools only. */
  nothingFits: boolean
  /** Probability that any tool fits the task, 0 to 1, taken that half of all tasks have none. */
  fit: number
  /** How a recall was aimed at; absent without `targetRecall`. */
  recall?: RecallReport
  /** What it has to be taken with care for; mostly empty. */
  cautions: Caution[]
  /** The text that was ranked by; a conversation's parts are on lines of their own, the last message first. */
  task: string
  /** How the list of a session changed; absent without one. */
  session?: SessionChange
  /** Index driver that was used: `exact` or `hnsw`. */
  index: string
}
