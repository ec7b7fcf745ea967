import type { Level } from '../tool/Level.js'

/** One way to hand out a tool. */
export interface LevelOption {
  level: Level
  /** Tokens that it adds to a list; 0 or more, additive. */
  tokens: number
  /** Value of a tool at that level, 0 to 1. */
  value: number
  /** Whether a model can call the tool from what it shows. */
  callable: boolean
}

/** A tool that may be handed out at one of several levels. */
export interface LeveledCandidate {
  /** Unique among the candidates. */
  id: string
  /** Probability that the task needs it, 0 to 1. */
  usefulness: number
  /** In any order, at least one. */
  options: readonly LevelOption[]
  /** Must be taken, at the least at its cheapest option. */
  pinned: boolean
  /** Key of its server; candidates without one count as those of one server. */
  server?: string | undefined
  /** Numbers of the wishes of the task that it serves; none where the task is one wish or it serves none. */
  intents: readonly number[]
  /** Prerequisites: of each group, one tool must be taken at a callable option where this tool is taken. */
  needs: readonly (readonly string[])[]
}

/** Limits of a packing; undefined means none. */
export interface PackLimits {
  /** Most tokens of the list, overhead included, 0 or more. */
  maxTokens?: number | undefined
  /** Most tools, 0 or more. */
  maxTools?: number | undefined
  /** Most tools of one server, 0 or more; pinned ones count, and are taken over it too. */
  maxPerServer?: number | undefined
  /** Tokens of a list that is not empty, beside its tools; 0 or more, default 0. */
  overhead?: number | undefined
  /**
   * Share of the value by which the packing may fall short of the best, 0 to 1; above 0 the search ends sooner. Default 0: none
   * up to 60 candidates, under 1 % above.
   */
  tolerance?: number | undefined
}

/**
 * Why a tool was not taken: the limit that it does not fit; tools that it needs and that are not taken; or
 * `low-confidence`, where it would add no value.
 */
export type PackingReason = 'max-tokens' | 'max-tools' | 'max-share' | 'prerequisite' | 'low-confidence'

/** A tool that was not taken. */
export interface LeftCandidate {
  id: string
  /** The first reason that applied. */
  why: PackingReason
  /** With `prerequisite`: ids of the first group of which none is taken. */
  needs?: string[]
}

/** What was taken. */
export interface LeveledPacking {
  /** By id. */
  chosen: readonly { id: string; option: LevelOption }[]
  /** Tokens of the list, overhead included; 0 when nothing was taken. Never above `maxTokens`. */
  tokens: number
  /** Sum of usefulness times value of the level. */
  value: number
  /** Proven: no packing within the limits that covers as many wishes has a higher value. */
  bound: number
  /** Whether it is proven that no packing is better. */
  exact: boolean
  /** Wishes that a candidate serves and that are not covered, ascending; where `exact`, as few as can be. */
  uncovered: readonly number[]
  /** Groups of needs of pinned tools that could not be met, by id. */
  unmet: readonly { id: string; needs: string[] }[]
  /** By id. */
  left: LeftCandidate[]
}
