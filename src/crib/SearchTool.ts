import type { SessionState } from '../session/SessionState.js'
import type { SelectedItem, Selection } from './Selection.js'

/**
 * The way back from a selection: a tool that the model calls when it needs one that it was not given. Its definition stands
 * in `Selection.tools` and is paid for by the same budget.
 */
export interface SearchTool {
  /** Its name on the wire: `search_tools`, or with a suffix where a tool of the catalog has that name. */
  name: string
  /** Tokens of its definition alone. */
  tokens: number
  /**
   * Answers a call of the model. `args` are what it sent, an object or JSON text: `{ tasks: ["..."] }`. Arguments that
   * cannot be read give an answer with `isError`, which tells the model what to send; it rejects only as `select` does.
   */
  call(args: unknown, options?: SearchCallOptions): Promise<SearchAnswer>
}

/** Options of {@link SearchTool.call}. */
export interface SearchCallOptions {
  /** Most tokens of `text`, by the engine's counter, 1 or more. Default 1,500. */
  maxTokens?: number | undefined
  /** The session as it is now. Default: as the selection left it. */
  session?: SessionState | undefined
  /** Aborting rejects with `aborted`. */
  signal?: AbortSignal | undefined
}

/** What a search found. */
export interface SearchAnswer {
  /** For the model: a callable line for each tool, best first; never above `limit` tokens. */
  text: string
  /** Tokens of `text`. */
  tokens: number
  limit: number
  /** True where the arguments could not be read; nothing was searched then. */
  isError: boolean
  /** Each task with what fits it and stands in the list of `selection`, so that it can be called; empty where nothing does. */
  found: { task: string; items: SelectedItem[] }[]
  /**
   * The list to send from now on: what stood in it before, byte for byte, with what was found behind it, within the limits
   * of the selection. Null where nothing was searched.
   */
  selection: Selection | null
}
