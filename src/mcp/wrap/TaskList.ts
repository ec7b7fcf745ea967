import type { Selection } from '../../crib/Selection.js'
import type { Task } from '../../rank/Task.js'
import type { RejectedDefinition } from '../listing/ServerListing.js'

/** Key of a result's `_meta` under which the selection is told. */
export const SELECTION_META = 'toolcrib/selection'

/** Params of `listTools` with a task. Further params go to the server as they are. */
export interface TaskListParams {
  /** What the user wants: a sentence, or the conversation so far. */
  task: Task
  /** Most tokens that the serialised list may have. Default: that of `wrapClient`, else no limit. */
  maxTokens?: number
  /** Most tools, 0 or more. Default: that of `wrapClient`, else 10. */
  maxTools?: number
  _meta?: Record<string, unknown>
  [param: string]: unknown
}

/** What a wrapped client says about a selection, under {@link SELECTION_META}. */
export interface SelectionNote extends Omit<Selection, 'tools'> {
  /** Tools of the server that are no valid definitions and could not be chosen; `index` as in its list. */
  rejected: RejectedDefinition[]
}
