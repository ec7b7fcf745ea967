import type { SessionState } from '../session/SessionState.js'
import type { LeaveReason, SessionBreak } from '../session/SessionStep.js'

/** How one selection changed the list of its session. Ids throughout; the search tool is left out of them. */
export interface SessionChange {
  /** Plain JSON to carry to the next turn, as the option `session` of `select`. */
  state: SessionState
  /** Stood there before and is asked for by this task too. */
  kept: string[]
  /** Stands there from earlier turns only. `Selection.items` has none of these. */
  idle: string[]
  /** New, at the end of the list, in its order. */
  appended: string[]
  /** Stood there before and is gone. */
  left: { id: string; why: LeaveReason }[]
  /** Where the list stopped being a continuation of the last one, and what that costs; null where it did not. */
  break: SessionBreak | null
}
