import { CribError } from '../errors.js'
import type { ServerListing } from '../mcp/index.js'
import { parseToolsFile } from '../tool/parseToolsFile.js'
import type { ToolSource } from '../tool/Tool.js'
import type { CliIo } from './CliIo.js'
import { createProgress } from './Progress.js'
import { readTextFile } from './readTextFile.js'
import type { ServerReport } from './ServerReport.js'
import { checkSourceArgs, type SourceArgs } from './sourceOptions.js'

/** A definition that a server listed and that is not even an object with a name. */
export interface DroppedTool {
  server: string
  /** Place in the server's list, from 0. */
  index: number
  reason: string
}

/** The tools that a command works on, and what was lost on the way. */
export interface SourceSet {
  sources: ToolSource[]
  servers: ServerReport[]
  dropped: DroppedTool[]
  /** Sentences about the config file. */
  warnings: string[]
}

/**
 * Reads `--tools`, or reads `--config` and lists its servers. A server that fails is a report, not an error;
 * throws `server-failed` only when not one of them answered, and the coded errors of the two file formats.
 */
export async function readSources(args: SourceArgs, io: CliIo): Promise<SourceSet> {
  checkSourceArgs(args)
  return args.config === undefined ? readToolsFile(args.tools ?? '', io) : readConfig(args.config, io)
}

async function readToolsFile(file: string, io: CliIo): Promise<SourceSet> {
  const sources = parseToolsFile(await readTextFile(file, '--tools', io), file)
  const servers = new Map<string | null, number>()
  for (const { server, tools } of sources) {
    servers.set(server ?? null, (servers.get(server ?? null) ?? 0) + tools.length)
  }
  return {
    sources,
    servers: [...servers].map(([server, tools]) => ({ server, status: 'listed', tools })),
    dropped: [],
    warnings: [],
  }
}

async function readConfig(file: string, io: CliIo): Promise<SourceSet> {
  // Loaded here only: with --tools nobody waits for the MCP client.
  const { listServers, parseServersConfig } = await import('../mcp/index.js')
  const text = await readTextFile(file, '--config', io)
  const { servers: entries, warnings } = parseServersConfig(text, { file, env: io.env })
  if (entries.size === 0) {
    throw new CribError('config-invalid', `${file} names no server. Add one under "mcpServers".`, {
      details: { file, path: 'mcpServers' },
    })
  }
  const progress = createProgress(io)
  let done = 0
  const listings = await listServers(entries, {
    signal: io.signal,
    onProgress: (event) => {
      if (event.state === 'done') done += 1
      progress.show(`Listing servers: ${done} of ${entries.size} done, ${event.server} ${event.state}`)
    },
  }).finally(() => progress.clear())
  return { ...fromListings(listings), warnings }
}

/** Servers' answers as sources and reports. Throws `server-failed` when none answered. */
export function fromListings(listings: readonly ServerListing[]): Omit<SourceSet, 'warnings'> {
  const set: Omit<SourceSet, 'warnings'> = { sources: [], servers: [], dropped: [] }
  for (const listing of listings) {
    const { server, status, ms } = listing
    if (status === 'failed') {
      set.servers.push({ server, status, tools: 0, ms, error: listing.error.message })
      continue
    }
    set.servers.push({ server, status, tools: listing.tools.length, ms })
    set.sources.push({ server, tools: listing.tools })
    for (const { index, reason } of listing.rejected) set.dropped.push({ server, index, reason })
  }
  if (set.sources.length === 0) throw noneListed(set.servers)
  return set
}

function noneListed(servers: readonly ServerReport[]): CribError {
  const lines = servers.map(({ server, error }) => `${server}: ${error}`)
  return new CribError('server-failed', `No server could be listed. ${lines.join(' ')}`, {
    details: { servers: servers.map(({ server, error }) => ({ server, error })) },
  })
}
