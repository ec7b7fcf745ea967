import type { Selection } from '../../crib/Selection.js'
import type { SessionChange } from '../../crib/SessionChange.js'
import type { DeskRejected, UnavailableServer } from './DeskPort.js'

/** Key of a result's `_meta` under which the selection is told. */
export const SELECTION_META = 'toolcrib/selection'

/**
 * Key of a call's `_meta` that names the session in which a search works, by default the one that was listed last. It is
 * never sent to a server.
 */
export const SESSION_META = 'toolcrib/session'

/**
 * Key of a call's `_meta` that says what the user wants, for hosts that list without a task: shadow mode logs it, and
 * `toolcrib import-log` reads it from traffic. It is never sent to a server.
 */
export const TASK_META = 'toolcrib/task'

/** What every list says about itself, under {@link SELECTION_META}. */
export interface ListNote {
  /** What the list costs, beside all tools together. */
  tokens: Selection['tokens']
  /** Tools that are no valid definitions and could not be chosen; `index` as in the list of their server. */
  rejected: DeskRejected[]
  /** Servers whose tools are missing, and why; always empty for one client. */
  unavailable: UnavailableServer[]
}

/** What a list for a task says about itself, under {@link SELECTION_META}. */
export interface SelectionNote extends Omit<Selection, 'tools' | 'session' | 'search' | 'tokens'>, ListNote {
  /** The search tool of the list, where it has one and the desk's own do not stand there. */
  search: { name: string; tokens: number } | null
  /** How the list of the session changed; absent where the list stands alone. */
  session?: Omit<SessionChange, 'state'>
}
