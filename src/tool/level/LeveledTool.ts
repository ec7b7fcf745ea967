import type { Level } from '../Level.js'
import type { ToolDefinition } from '../Tool.js'
import type { SharedParts } from './sharedParts.js'

/** What a level depends on besides the definition. Nothing else: not what else was chosen, not the order of the list. */
export interface LevelContext {
  /** Name under which the model sees the tool. */
  wireName: string
  /** What the tool's server repeats on many tools; `NO_SHARED_PARTS` where nothing is shared. */
  shared: SharedParts
}

/**
 * What an elision took away:
 * - `enum`: the list of allowed values (some stay named in the description);
 * - `constraint`: another keyword that forbids values;
 * - `schema`: all of the schema but what a signature holds;
 * - `description`: sentences at the end, or in a signature all after the first;
 * - `boilerplate`: sentences, or a parameter's description, that the server repeats (see `sharedNote`);
 * - `title`, `examples`, `comment`, `outputSchema`: those;
 * - `metadata`: fields of the definition that no model is sent.
 */
export type ElisionKind =
  | 'enum'
  | 'constraint'
  | 'schema'
  | 'description'
  | 'boilerplate'
  | 'title'
  | 'examples'
  | 'comment'
  | 'outputSchema'
  | 'metadata'

/** One thing that a level leaves out. */
export interface Elision {
  /** JSON pointer (RFC 6901) into the full wire definition: `/inputSchema/properties/state/enum`, `/description`. */
  path: string
  what: ElisionKind
  /** Size or value of what is gone, for people, at most 100 characters: `57 values`, `maximum 2147483647`. */
  detail: string
}

/** A tool as it is sent to a model at some level of detail. */
export interface LeveledTool {
  /**
   * The level of `definition`. More detailed than the one that was asked for where that would not be shorter, or would
   * lose a required parameter.
   */
  level: Level
  /** What is sent. At `full` exactly `wireDefinition(tool, wireName)`. */
  definition: ToolDefinition
  /** What `definition` lacks, in the order of the full definition; empty at `full`. */
  elided: readonly Elision[]
  /** Whether a model that sees `definition` only knows every required parameter. False at `name` only. */
  callable: boolean
}
