import { z } from 'zod'
import { checkOptions } from '../../crib/checkOptions.js'
import { throwIfAborted } from '../../errors.js'
import { checkEntries } from '../config/checkEntries.js'
import type { ServerEntry } from '../config/ServerEntry.js'
import { defaultClientInfo } from '../defaultClientInfo.js'
import type { ListServerOptions } from './listServer.js'
import type { ServerListing } from './ServerListing.js'

/** Sent while servers are listed: one when a server is started, one when it is done. */
export type ListProgress =
  | { server: string; state: 'started' }
  | { server: string; state: 'done'; listing: ServerListing }

/** Options of `listServers`. Unknown keys are the error `option-unknown`. */
export interface ListServersOptions {
  /** Milliseconds that a server has to start and list, 1 to 2,147,483,647. Default 30,000. */
  timeoutMs?: number
  /** Servers that run at the same time, 1 or more. Default 4. */
  concurrency?: number
  /** What this client calls itself. Default: the name and version of this package. */
  clientInfo?: { name: string; version: string }
  /** Called when a server is started and when it is done. What it throws rejects the listing. Default: nobody is told. */
  onProgress?: (progress: ListProgress) => void
  /** Aborting ends all servers and rejects with `aborted`. Default: none. */
  signal?: AbortSignal
}

// setTimeout, on which AbortSignal.timeout rests, holds 31 bits.
const OPTIONS = z.strictObject({
  timeoutMs: z.number().int().min(1).max(2_147_483_647).optional(),
  concurrency: z.number().int().min(1).optional(),
  clientInfo: z.object({ name: z.string(), version: z.string() }).optional(),
  onProgress: z.custom((value) => typeof value === 'function', 'expected a function').optional(),
  signal: z.instanceof(AbortSignal).optional(),
})

/**
 * Starts or reaches every server, reads all pages of its `tools/list` by raw request, and ends it again. A server that
 * fails is a `failed` entry and never an exception; no process that was started is left when this returns or throws.
 *
 * @param entries By server key, as `parseServersConfig` gives them.
 * @returns One listing per entry, in the order of `entries`.
 * @throws CribError `option-unknown`, `option-invalid`, or `aborted` after every child is gone.
 */
export async function listServers(
  entries: ReadonlyMap<string, ServerEntry>,
  options: ListServersOptions = {},
): Promise<ServerListing[]> {
  checkOptions('listServers', options, OPTIONS)
  checkEntries('listServers', entries)
  const { timeoutMs = 30_000, concurrency = 4, onProgress, signal } = options
  const clientInfo = options.clientInfo ?? defaultClientInfo()
  throwIfAborted(signal)
  const each: ListServerOptions = { timeoutMs, clientInfo, signal }
  // Loaded here because it brings the SDK (some 100 ms), which users of wrapClient may not need.
  const { listServer } = await import('./listServer.js')
  const listings: ServerListing[] = []
  const queue = [...entries].entries()

  async function work(): Promise<void> {
    // The iterator is shared: each worker takes the next server that none has taken.
    for (const [index, [server, entry]] of queue) {
      if (signal?.aborted) return
      onProgress?.({ server, state: 'started' })
      const listing = await listServer(server, entry, each)
      listings[index] = listing
      onProgress?.({ server, state: 'done', listing })
    }
  }

  const workers = Array.from({ length: Math.min(concurrency, entries.size) }, work)
  const ends = await Promise.allSettled(workers)
  throwIfAborted(signal)
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return listings
}
