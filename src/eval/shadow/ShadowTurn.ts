/** What tells a line of a shadow log. */
export const SHADOW_FORMAT = 'toolcrib-shadow/1'

/** A call in a shadow log. */
export interface ShadowCall {
  /** Id of the tool, or the name that was called where no list has it. */
  id: string
  /** False where the server answered with an error. */
  ok: boolean
  /** Whether it stood in the list that would have been handed out at that moment; null where there was none. */
  chosen: boolean | null
}

/** One turn in shadow mode: a line of the log. */
export interface ShadowTurn {
  format: typeof SHADOW_FORMAT
  /** When it ended, ISO 8601 in UTC. */
  at: string
  /** Hash of the session's key, 16 hexadecimal digits; null without one. */
  session: string | null
  /** What the user wanted; null where the host did not say, and where only hashes are logged. */
  task: string | null
  /** SHA-256 of that, 64 hexadecimal digits; null where the host did not say. */
  taskHash: string | null
  /** What the user said before, oldest first; empty where only hashes are logged. */
  history: string[]
  /** How often tools were listed in this turn. */
  lists: number
  /** Ids of the tools of the last list that would have been handed out; null where none was chosen. */
  chosen: string[] | null
  /** Whether `search_tools` would have stood there: then what is missing can be found. */
  search: boolean
  /** Of all lists of the turn: what they took, and what they would have taken. Null where none was chosen. */
  tokens: { before: number; after: number } | null
  /** In order. */
  called: ShadowCall[]
  /** Code of the error that kept a list from being chosen; null where there was none. */
  error: string | null
}
