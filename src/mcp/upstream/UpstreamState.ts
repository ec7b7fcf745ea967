import type { CribError } from '../../errors.js'

/** Where a server is in its life. */
export type UpstreamState =
  /** Not asked for anything yet, or a start is under way. */
  | { status: 'starting' }
  /** Connected. */
  | { status: 'ready' }
  /**
   * It crashed or could not be reached, and is tried again by itself: `attempt`, from 1 since it last ran well, begins
   * `retryInMs` milliseconds after this state was told.
   */
  | { status: 'waiting'; error: CribError; attempt: number; retryInMs: number }
  /** It is tried once more each time that something is asked of it, but where its entry is wrong. */
  | { status: 'failed'; error: CribError }
  /** For good. */
  | { status: 'closed' }
