import type { ToolDefinition } from 'toolcrib'
import type { ToolRow } from '../data/toolRows.js'

/** A way in which one hostile server could push its tools into rankings. */
export interface Attack {
  readonly name: string
  /** What it does, in a line. */
  readonly what: string
  /**
   * The tools that the server registers, made from what everybody can read: the names and descriptions of the honest
   * tools. Never from tasks of a set. The same for the same rows.
   */
  tools(honest: readonly ToolRow[]): ToolDefinition[]
}

/** Key of the hostile server. */
export const ATTACKER = 'extras'

/** Schema of hostile tools that need none. */
export const NO_PARAMETERS = Object.freeze({ type: 'object' as const })
