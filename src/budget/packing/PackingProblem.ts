import type { LevelOption } from '../LeveledPacking.js'

/**
 * A packing as flat arrays: `n` candidates by id, each with a run of options, cheapest first. Options and candidates
 * that no packing can hold have been dropped; a candidate without options cannot be taken.
 */
export interface PackingProblem {
  /** Options of candidate `i` are `start[i]` to `start[i + 1] - 1`. */
  readonly start: Int32Array
  /** The option as it was given. */
  readonly options: readonly LevelOption[]
  readonly tokens: Float64Array
  /** Usefulness times value of the level, less a trifle for each token (see `TIE`), so that of equals the cheaper wins. */
  readonly profit: Float64Array
  readonly callable: Uint8Array
  readonly pinned: Uint8Array
  /** Number of the candidate's server. */
  readonly server: Int32Array
  /** Most unpinned tools of a server, 1 or more or infinite. */
  readonly perServer: Float64Array
  /** Tokens for tools, overhead deducted: whole and finite; 0 where not even the overhead fits. */
  readonly budget: number
  /** Most unpinned tools. */
  readonly slots: number
  readonly groups: Groups
  /** Candidates that cannot be taken since a prerequisite cannot. */
  readonly blocked: Uint8Array
}

/**
 * Sets of candidates of which one is wanted at a callable option: prerequisites (where their owner is taken), and goals
 * (always, if it can be): the intents, and the prerequisites of pinned tools.
 */
export interface Groups {
  readonly count: number
  /** Members of each group, by position. */
  readonly members: readonly (readonly number[])[]
  /** Position of the candidate that needs it; -1 of a goal. */
  readonly owner: Int32Array
  /** What a goal is worth in goals: 1, or more than all intents for a need of a pinned tool; 0 of prerequisites. */
  readonly weight: Float64Array
  /** Groups in which a candidate is; none where there are no groups. */
  readonly memberOf: readonly (readonly number[])[]
  /** Groups that a candidate needs. */
  readonly ownedBy: readonly (readonly number[])[]
}

/** Values that differ by less count as equal: the whole budget weighs so much. */
export const TIE = 1e-7

/** Options of a candidate as of which it is compared: none taken. */
export const NONE = -1
