import type { ToolSource } from 'toolcrib'
import { type ListProgress, listServers, type ServerListing } from 'toolcrib/mcp'
import { DEMO_CACHE, demoServers, demoServersKey } from './demoServers.js'
import { ensureDemoServers } from './ensureDemoServers.js'
import { readToolsCache, writeToolsCache } from './toolsCache.js'

const CACHE_FILE = `${DEMO_CACHE}/tools.json`

/** Options of `captureDemo`. */
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

/** The demo servers' tools. */
export interface Capture {
  /** One per server that listed, in the order of `demoServers`. */
  sources: ToolSource[]
  servers: CapturedServer[]
  /** True when the cache answered and no server was started. */
  fromCache: boolean
}

/**
 * The tools of the seven demo servers as they list them, live or from the cache under `.cache/demo`. The cache holds
 * for one lock file and one set of arguments, and is written only when all seven listed.
 */
export async function captureDemo(options: CaptureOptions = {}): Promise<Capture> {
  const key = demoServersKey()
  const cached = options.refresh ? undefined : readToolsCache(CACHE_FILE, key)
  if (cached !== undefined) return { ...cached, fromCache: true }
  const { onProgress, onServer } = options
  await ensureDemoServers(onProgress === undefined ? {} : { onProgress })
  const listings = await listServers(demoServers(), onServer === undefined ? {} : { onProgress: onServer })
  const capture = { sources: listings.flatMap(sourceOf), servers: listings.map(summaryOf) }
  if (listings.every(({ status }) => status === 'listed')) writeToolsCache(CACHE_FILE, { key, ...capture })
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
