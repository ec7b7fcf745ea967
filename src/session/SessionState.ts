import type { Level } from '../tool/Level.js'

/** A tool as a session handed it out. */
export interface SessionEntry {
  /** Id in the catalog. */
  id: string
  /** What its definition was in the catalog when it was handed out: entries with another hash leave. */
  hash: string
  /** Name under which the model sees it. */
  wireName: string
  level: Level
  /** The wire definition, byte for byte as it was handed out. */
  json: string
  /** How useful it was when a task last asked for it, 0 to 1. */
  usefulness: number
  /** Turn in which a task last asked for it, from 1. */
  lastWanted: number
  /** Turn in which it joined, from 1. */
  since: number
  /** True while the caller pins it. */
  pinned: boolean
}

/** What a conversation has in front of its model. Plain JSON, so that a stateless server can carry it. */
export interface SessionState {
  version: 1
  /** Turns so far, from 0. */
  turn: number
  /** What was asked for in the last turn, as the caller keys it; asked again, the list stays as it is. */
  asked: string
  /** In the order of the list. */
  entries: readonly SessionEntry[]
}

/** A session in which nothing was handed out yet. */
export function createSessionState(): SessionState {
  return { version: 1, turn: 0, asked: '', entries: [] }
}
