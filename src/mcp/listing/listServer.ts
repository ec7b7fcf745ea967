import type { Client } from '@modelcontextprotocol/client'
import { type CribError, throwIfAborted } from '../../errors.js'
import type { BrokenEntry, ServerEntry } from '../config/ServerEntry.js'
import { faultToShow, type OpenTransport } from '../transport/openTransport.js'
import { untilAborted } from '../untilAborted.js'
import type { Connection } from '../upstream/Connection.js'
import { openConnection } from '../upstream/openConnection.js'
import { hasNoTools } from '../upstream/readTools.js'
import { serverFailed } from '../upstream/serverFailed.js'
import { describeFailure } from './describeFailure.js'
import { requestAllTools, TOOLS_PAGE, type ToolsList } from './requestAllTools.js'
import type { FailedServer, ListedServer, ServerListing } from './ServerListing.js'

/** What listing one server needs; the defaults are those of `listServers`. */
export interface ListServerOptions {
  /** Milliseconds for start and list together. */
  timeoutMs: number
  clientInfo: { name: string; version: string }
  signal?: AbortSignal | undefined
}

/** Starts or reaches one server, lists its tools and closes it. Rejects only when `signal` is aborted. */
export async function listServer(
  server: string,
  entry: ServerEntry,
  options: ListServerOptions,
): Promise<ServerListing> {
  const started = performance.now()
  if (entry.transport === 'broken') {
    return failed(server, {
      error: serverFailed(server, { message: entry.reason, phase: 'config' }),
      started,
    })
  }
  let open: OpenTransport | undefined
  const opened = (each: OpenTransport) => {
    open = each
  }
  try {
    // No capabilities: what a server adds for sampling or roots cannot be called through a plain host either.
    const connection = await openConnection(server, entry, { ...options, capabilities: {}, opened })
    try {
      const { tools, rejected } = await listOver(connection, { server, entry, options, started, open })
      const ms = performance.now() - started
      return { server, status: 'listed', tools, rejected, ...introduction(connection.client), ms }
    } finally {
      await connection.close()
    }
  } catch (error) {
    throwIfAborted(options.signal)
    return failed(server, { error: error as CribError, started, open })
  }
}

interface Job {
  server: string
  entry: Exclude<ServerEntry, BrokenEntry>
  options: ListServerOptions
  started: number
  open: OpenTransport | undefined
}

/** Every page. @throws CribError `server-failed`, or anything once the signal is aborted. */
async function listOver(connection: Connection, job: Job): Promise<ToolsList> {
  const { server, entry, options, started, open } = job
  const leftMs = Math.max(1, Math.ceil(options.timeoutMs - (performance.now() - started)))
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), leftMs)
  try {
    return await untilAborted(options.signal, () =>
      untilAborted(limit.signal, () =>
        requestAll(connection, { signal: limit.signal, timeoutMs: leftMs + 1000 }),
      ),
    )
  } catch (error) {
    const timedOut = limit.signal.aborted ? options.timeoutMs : undefined
    if (timedOut === undefined && open !== undefined) await faultToShow(open)
    const facts = { phase: 'list', transport: entry.transport, ...connection.fault, timedOut } as const
    throw serverFailed(server, { message: describeFailure(error, facts), phase: 'list', cause: error })
  } finally {
    clearTimeout(timer)
    limit.abort()
  }
}

async function requestAll(
  connection: Connection,
  limits: { signal: AbortSignal; timeoutMs: number },
): Promise<ToolsList> {
  try {
    return await requestAllTools(async (params) =>
      TOOLS_PAGE.parse(await connection.request('tools/list', params, limits)),
    )
  } catch (error) {
    if (hasNoTools(error, connection.client.getServerCapabilities()))
      return { tools: [], rejected: [], rest: {} }
    throw error
  }
}

/** What the server said about itself. */
function introduction(client: Client): Pick<ListedServer, 'serverInfo' | 'instructions'> {
  const serverInfo = client.getServerVersion()
  const instructions = client.getInstructions()
  return {
    ...(serverInfo === undefined ? {} : { serverInfo: { ...serverInfo } }),
    ...(instructions === undefined ? {} : { instructions }),
  }
}

function failed(
  server: string,
  { error, started, open }: { error: CribError; started: number; open?: OpenTransport | undefined },
): FailedServer {
  const ms = performance.now() - started
  return { server, status: 'failed', error, ms, stderrTail: open?.stderr().text ?? '' }
}
