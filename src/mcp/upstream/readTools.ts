import { ProtocolError, ProtocolErrorCode, type ServerCapabilities } from '@modelcontextprotocol/client'
import { CribError } from '../../errors.js'
import { reasonOf } from '../listing/describeFailure.js'
import { type RequestPage, requestAllTools, type ToolsList } from '../listing/requestAllTools.js'
import type { Connection } from './Connection.js'
import { scanHeaders } from './headerScan.js'
import type { ReadTools } from './KeptTools.js'
import { serverFailed } from './serverFailed.js'

/** Milliseconds for which a list is kept whose server says nothing about that and cannot be trusted to tell of changes. */
const FRESH_MS = 300_000
/** Most that a server may ask for; the limit of the SDK's own cache. */
const MAX_FRESH_MS = 86_400_000

/**
 * Reads the whole list of a server and says how long it holds.
 *
 * @param request Sends one page request.
 * @param connection The connection that pages go over, once the first was sent.
 * @throws CribError `server-failed`, or what `request` throws.
 */
export async function readTools(
  key: string,
  request: RequestPage,
  connection: () => Connection | undefined,
): Promise<ReadTools> {
  try {
    // In 2026 a client over HTTP must leave out a tool whose headers it could not send as they are declared.
    const refuse = (tool: object) => {
      const live = connection()
      if (live?.era !== 'modern' || live.transport !== 'http') return undefined
      return scanHeaders(Reflect.get(tool, 'inputSchema')).fault
    }
    const list = await requestAllTools(request, {}, refuse)
    return { list, freshMs: freshMsOf(list, connection()) }
  } catch (error) {
    const capabilities = connection()?.client.getServerCapabilities()
    if (hasNoTools(error, capabilities)) return { list: NO_TOOLS, freshMs: FRESH_MS }
    const isTold = error instanceof ProtocolError || (CribError.is(error) && 'server' in error.details)
    if (isTold) throw error
    const advice = CribError.is(error) ? '' : ". Report this to the server's author."
    const message = `did not list its tools: ${reasonOf(error)}${advice}`
    throw serverFailed(key, { message, phase: 'list', cause: error })
  }
}

const NO_TOOLS: ToolsList = { tools: [], rejected: [], rest: {} }

/** Whether a list failed because the server has no tools: it answers that it does not know the method. */
export function hasNoTools(error: unknown, capabilities: ServerCapabilities | undefined): boolean {
  const isUnknown = error instanceof ProtocolError && error.code === ProtocolErrorCode.MethodNotFound
  return isUnknown && capabilities?.tools === undefined
}

/** In 2026 the list says it itself. In 2025 a server that tells of changes is believed where a lost word is noticed. */
function freshMsOf({ rest }: ToolsList, connection: Connection | undefined): number {
  if (connection?.era === 'modern') {
    const ttlMs = rest['ttlMs']
    return typeof ttlMs === 'number' && ttlMs >= 0 ? Math.min(ttlMs, MAX_FRESH_MS) : FRESH_MS
  }
  const tells = connection?.client.getServerCapabilities()?.tools?.listChanged === true
  // Over Streamable HTTP notifications have a stream of their own, which a server need not offer.
  return tells && connection?.transport !== 'http' ? Number.POSITIVE_INFINITY : FRESH_MS
}
