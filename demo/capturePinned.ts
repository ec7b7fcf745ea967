import type { ToolSource } from 'toolcrib'
import { type ListProgress, listServers, type ServerListing } from 'toolcrib/mcp'
import { ensurePinned } from './ensurePinned.js'
import { type PinnedServers, pinnedEntries, pinnedKey } from './PinnedServers.js'
import { readToolsCache, writeToolsCache } from './toolsCache.js'

/** Options of `capturePinned`. */
export interface CaptureOptions {
  /** True: list the servers even where the cache is current. Default false. */
  refresh?: boolean
  /** Gets lines for people about an install. Default: stderr. */
  onProgress?: (line: string) => void
  /** Told as servers are started and done; silent when the cache answers. */
  onServer?: (progress: ListProgress) => void
}

/** What one server gave, as data. */
export type CapturedServer =
  | { server: string; status: 'listed'; toolCount: number; ms: number }
  | { server: string; status: 'failed'; message: string; ms: number }

/** The tools of a set of servers. */
export interface Capture {
  /** One per server that listed, in the order of the recipes. */
  sources: ToolSource[]
  servers: CapturedServer[]
  /** True when the cache answered and no server was started. */
  fromCache: boolean
}

/**
 * The tools of pinned servers as they list them, live or from their cache. The cache holds for one lock file and one set
 * of arguments, and is written only when all of them listed.
 */
export async function capturePinned(pinned: PinnedServers, options: CaptureOptions = {}): Promise<Capture> {
  const key = pinnedKey(pinned)
  const file = `${pinned.cache}/tools.json`
  const cached = options.refresh ? undefined : readToolsCache(file, key)
  if (cached !== undefined) return { ...cached, fromCache: true }
  const { onProgress, onServer } = options
  await ensurePinned(pinned, onProgress === undefined ? {} : { onProgress })
  const listings = await listServers(
    pinnedEntries(pinned),
    onServer === undefined ? {} : { onProgress: onServer },
  )
  const capture = { sources: listings.flatMap(sourceOf), servers: listings.map(summaryOf) }
  if (listings.every(({ status }) => status === 'listed')) writeToolsCache(file, { key, ...capture })
  return { ...capture, fromCache: false }
}

function sourceOf(listing: ServerListing): ToolSource[] {
  return listing.status === 'listed' ? [{ server: listing.server, tools: listing.tools }] : []
}

function summaryOf(listing: ServerListing): CapturedServer {
  const { server, ms } = listing
  return listing.status === 'listed'
    ? { server, status: 'listed', toolCount: listing.tools.length, ms }
    : { server, status: 'failed', message: listing.error.message, ms }
}
