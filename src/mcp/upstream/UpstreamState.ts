import type { CribError } from '../../errors.js'

/** Where a server is in its life. */
export type UpstreamState =
  | { status: 'starting' }
  | { status: 'ready' }
  /** It crashed or could not be reached, and is tried again by itself. */
  | { status: 'waiting'; error: CribError; attempt: number; retryInMs: number }
  /** It is not tried again until something is asked of it. */
  | { status: 'failed'; error: CribError }
  | { status: 'closed' }
