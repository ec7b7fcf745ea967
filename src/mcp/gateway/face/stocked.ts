import type { Peer } from '../../relay/Peer.js'
import { invalidParams } from './invalidParams.js'
import type { Visit } from './Visit.js'

/** Milliseconds for which a list of the stock may be kept. */
const CONSTANT_TTL_MS = 300_000

/** What a list says about keeping it; in 2025 there is no word for that. */
export function cacheOf(
  { era }: Peer,
  { isPublic, ttlMs = CONSTANT_TTL_MS }: { isPublic: boolean; ttlMs?: number },
): Record<string, unknown> {
  return era === 'modern' ? { ttlMs, cacheScope: isPublic ? 'public' : 'private' } : {}
}

/** The gateway's own lists have one page, so that every cursor is a stranger's. */
export function refuseCursor({ params }: Visit): void {
  if (params['cursor'] === undefined) return
  throw invalidParams(`The cursor ${JSON.stringify(params['cursor'])} is of no list here. List without one.`)
}
