import type { SessionEntry, SessionState } from './SessionState.js'

/** What a turn asks for. */
export type Wanted = Pick<
  SessionEntry,
  'id' | 'hash' | 'wireName' | 'level' | 'json' | 'usefulness' | 'pinned'
>

/** Why a tool left the list: a limit, it is no longer in the catalog, or its definition is another. */
export type LeaveReason = 'max-tokens' | 'max-tools' | 'removed' | 'changed'

/** Where a list stopped being a continuation of the last one. */
export interface SessionBreak {
  /** Position of the first entry of the old list that is not at its place any more, from 0. */
  at: number
  /** Tokens of the list up to there: what a prompt cache still has. */
  keptTokens: number
  /** Tokens of the list from there on: what has to be written to the cache anew. */
  rewrittenTokens: number
  /** Why the first of the entries left. */
  why: LeaveReason
}

/** What became of the list in a turn. */
export interface SessionStep {
  /** The session from now on. The old state is untouched. */
  state: SessionState
  /** Tokens of the list, exactly; 0 for an empty one. Never above the limit. */
  tokens: number
  /** Ids of entries that stood there before. */
  kept: string[]
  /** Ids of new entries, in the order of the list. */
  appended: string[]
  left: { id: string; why: LeaveReason }[]
  /** Ids that were wanted and found no room. */
  refused: { id: string; why: 'max-tokens' | 'max-tools' }[]
  /** Null where the old list is the beginning of the new one. */
  break: SessionBreak | null
}
