import type { Bm25Index, WeightedTerm } from '../lexical/Bm25Index.js'
import type { Tool } from '../tool/Tool.js'
import type { Cohort } from './Cohort.js'
import type { ConfidenceModel } from './confidence.js'
import type { NearCopies } from './findNearCopies.js'
import type { FusionWeights } from './fusion.js'

/** Everything about a catalog and its embedder that ranking reads. Positions are those of `tools`. */
export interface RankableCatalog {
  tools: readonly Tool[]
  lexical: Bm25Index
  /** Of the same hubness as `hubs`, where those are given. */
  cohort: Cohort
  /** Hubness of each tool's vector, taken away from its similarity to any task. Default: nothing is. */
  hubs?: Float32Array | undefined
  /** Tools that repeat others. Default: none does. */
  copies?: NearCopies | undefined
  fusion: FusionWeights
  confidence: ConfidenceModel
}

/** A task, ready to be ranked by. */
export interface TaskQuery {
  terms: readonly WeightedTerm[]
  /** Unit vector, or zero. */
  vector: Float32Array
  /** Parts of the task that may each be a wish, 1 or more. Default 1. */
  parts?: number
  /** Share of the task's words that the embedder knows, 0 to 1; absent where it cannot tell. */
  coverage?: number
}

/** The dense signal of one task: similarities of all tools, or of any one tool for an approximate index. */
export interface DenseSignal {
  /** Cosine of the task and the tool at a position. */
  similarity(position: number): number
  /** Positions found by an approximate index; undefined when every tool is to be scored. */
  candidates?: readonly number[]
}

/** One wish of several in a task. */
export interface TaskIntent {
  /** The user's words. */
  text: string
  /** Whether they say what to do (`asksForAction`): confidence then looks at every tool for them. */
  asked: boolean
  query: TaskQuery
  dense: DenseSignal
}

/** How many tools to return, and which may be. */
export interface RankLimits {
  /** 1 or more. */
  limit: number
  allowed?: ((tool: Tool) => boolean) | undefined
  /** Ids of tools that are returned whatever `allowed` and `limit` say, at the rank they have. Default: none. */
  always?: ReadonlySet<string> | undefined
  /** Positions that are left out, each with the position that stands for it (see `standIns`). Default: none. */
  hidden?: ReadonlyMap<number, number> | undefined
}
