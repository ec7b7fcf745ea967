import { Client } from '@modelcontextprotocol/client'
import { CribError } from '../../errors.js'
import type { BrokenEntry, ServerEntry } from '../config/ServerEntry.js'
import { faultToShow, type OpenTransport, openTransport } from '../transport/openTransport.js'
import { untilAborted } from '../untilAborted.js'
import { describeFailure, type FailureFacts } from './describeFailure.js'
import { type RequestPage, requestAllTools, TOOLS_PAGE, type ToolsList } from './requestAllTools.js'
import type { FailedServer, ListedServer, ServerListing } from './ServerListing.js'

/** What listing one server needs; the defaults are those of `listServers`. */
export interface ListServerOptions {
  /** Milliseconds for start and list together. */
  timeoutMs: number
  clientInfo: { name: string; version: string }
  signal?: AbortSignal | undefined
}

/** "Method not found" of JSON-RPC: what a server without tools answers. */
const METHOD_NOT_FOUND = -32601

/** Starts or reaches one server, lists its tools and closes it. Rejects only when `signal` is aborted. */
export async function listServer(
  server: string,
  entry: ServerEntry,
  options: ListServerOptions,
): Promise<ServerListing> {
  const started = performance.now()
  const since = () => performance.now() - started
  if (entry.transport === 'broken')
    return failed(server, { message: entry.reason, phase: 'config', ms: since() })
  let open: OpenTransport
  try {
    open = openTransport(entry)
  } catch (error) {
    const message = describeFailure(error, { phase: 'config', transport: entry.transport })
    return failed(server, { message, phase: 'config', ms: since(), cause: error })
  }
  return await listOver(open, { server, entry, options, since })
}

interface Job {
  server: string
  entry: Exclude<ServerEntry, BrokenEntry>
  options: ListServerOptions
  since: () => number
}

async function listOver(open: OpenTransport, { server, entry, options, since }: Job): Promise<ServerListing> {
  // Legacy handshake over stdio: asking for the modern one would start a second, disposable process.
  const mode = entry.transport === 'http' ? 'auto' : 'legacy'
  // No capabilities: what a server adds for sampling or roots cannot be called through a plain host either.
  const client = new Client(options.clientInfo, { capabilities: {}, versionNegotiation: { mode } })
  const progress: { phase: FailureFacts['phase'] } = { phase: 'start' }
  const timeout = AbortSignal.timeout(options.timeoutMs)
  const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal])
  try {
    const list = await untilAborted(signal, () => connectAndList({ client, open, progress, options, signal }))
    return { server, status: 'listed', ...list, ...introduction(client), ms: since() }
  } catch (error) {
    const ms = since()
    const timedOut = timeout.aborted ? options.timeoutMs : undefined
    if (timedOut === undefined && !options.signal?.aborted) await faultToShow(open)
    const { phase } = progress
    const { text, lastLine } = open.stderr()
    const facts = { phase, transport: entry.transport, fault: open.fault(), stderr: lastLine, timedOut }
    return failed(server, {
      message: describeFailure(error, facts),
      phase,
      ms,
      cause: error,
      stderrTail: text,
    })
  } finally {
    await closeBoth(client, open)
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

async function connectAndList(task: {
  client: Client
  open: OpenTransport
  progress: { phase: FailureFacts['phase'] }
  options: ListServerOptions
  signal: AbortSignal
}): Promise<Omit<ToolsList, 'rest'>> {
  const { client, open, progress, signal } = task
  // The SDK's own limit of 60 s a request would undercut a longer one of ours.
  const limits = { signal, timeout: task.options.timeoutMs }
  await client.connect(open.transport, limits)
  progress.phase = 'list'
  const request: RequestPage = (params) =>
    client.request({ method: 'tools/list', params }, TOOLS_PAGE, limits)
  try {
    const { tools, rejected } = await requestAllTools(request)
    return { tools, rejected }
  } catch (error) {
    const hasNoTools =
      client.getServerCapabilities()?.tools === undefined && codeOf(error) === METHOD_NOT_FOUND
    if (hasNoTools) return { tools: [], rejected: [] }
    throw error
  }
}

async function closeBoth(client: Client, open: OpenTransport): Promise<void> {
  await client.close().catch(() => {})
  // The client forgets a transport that went down, though its process may still have to be ended.
  await open.transport.close().catch(() => {})
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}

function failed(
  server: string,
  failure: {
    message: string
    phase: FailureFacts['phase']
    ms: number
    cause?: unknown
    stderrTail?: string
  },
): FailedServer {
  const error = new CribError('server-failed', `Server "${server}" ${failure.message}`, {
    details: { server, phase: failure.phase },
    cause: failure.cause,
  })
  return { server, status: 'failed', error, ms: failure.ms, stderrTail: failure.stderrTail ?? '' }
}
