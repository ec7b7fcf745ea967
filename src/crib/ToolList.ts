import type { SessionState } from '../session/SessionState.js'
import type { ToolDefinition } from '../tool/Tool.js'
import type { Packed, ToolPacking } from './packTools.js'
import type { SearchOffer } from './packWithSearch.js'
import type { SessionChange } from './SessionChange.js'

/** The list that a selection hands out, and how it came to be. */
export interface ToolList {
  /** In the order in which they are sent. */
  tools: ToolDefinition[]
  /** Of `tools` as one list; 0 for an empty one. */
  tokens: number
  /** What of it the task asks for. */
  chosen: Packed[]
  left: ToolPacking['left']
  /** The search tool, where it is in the list. */
  search: SearchOffer | undefined
  /** How the list of the session changed; undefined where the selection stands alone. */
  change: SessionChange | undefined
  /** The session from here on; for a selection that stands alone, one that begins with it. */
  session: () => SessionState
}
