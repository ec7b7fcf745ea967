/** A call of a tool, as a log has it. */
export interface LogCall {
  /** What results refer to it by; null where the log has none. */
  id: string | null
  /** As it was called: a wire name, with whatever prefix the host gives it. */
  name: string
  /** The server that the log names beside it. */
  server?: string
  /** The tool that was called through it, where it is one that calls others (`call_tool`). */
  inner?: string
  /** True where the log says that it failed. */
  failed: boolean
}

/** A request of the user, and what was called for it. */
export interface LogTurn {
  /** What the user wrote; null where the log does not have it. */
  text: string | null
  /** What the user wrote before in the same conversation, oldest first. */
  history: readonly string[]
  /** In order. A reader may still set `failed` of a call after it gave the turn away, when its result comes late. */
  calls: LogCall[]
  /** Where it was seen, `file:line`. */
  source: string
}

/** One thing that happened in a conversation. */
export type LogEvent =
  | { kind: 'user'; text: string }
  | { kind: 'call'; call: LogCall }
  | { kind: 'result'; id: string; failed: boolean }

/** Earlier messages that are kept: the ranking looks at no more than six with the last. */
export const MAX_HISTORY = 5
