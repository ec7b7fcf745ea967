import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  LOG_LEVEL_META_KEY,
  type LoggingLevel,
  ProtocolError,
  Server,
  type ServerContext,
} from '@modelcontextprotocol/server'
import type { Peer } from '../../relay/Peer.js'
import { ANY_RESULT } from '../../transport/tapMessages.js'
import type { Gateway } from '../Gateway.js'
import type { Profile } from '../profiles/Profile.js'
import { capabilitiesOf } from './capabilitiesOf.js'
import type { FaceTable } from './FaceTable.js'
import { methodsOf } from './methodsOf.js'
import { protocolFault } from './protocolFault.js'
import type { Visit } from './Visit.js'

/** What a face is made for. */
export interface FaceOptions {
  gateway: Gateway
  profile: Profile
  era: 'legacy' | 'modern'
  /** Connection, session or authorization. */
  context: string
}

/** JSON-RPC: no such method. */
const METHOD_NOT_FOUND = -32601
/** The host's own limit is the shorter one; setTimeout holds 31 bits. */
const NO_LIMIT_MS = 2_147_483_647

/**
 * One MCP server for one connection, or in 2026 one request. Every method goes through the fallback handler, so that what
 * servers answer leaves as it came: typed handlers would drop what the SDK does not know.
 */
export async function createFace(options: FaceOptions): Promise<Server> {
  const { gateway, profile, era } = options
  const { capabilities, instructions } = await capabilitiesOf(gateway, profile)
  const server = new Server(gateway.parts.info, {
    capabilities,
    ...(instructions === undefined ? {} : { instructions }),
    cacheHints: { 'server/discover': { ttlMs: 300_000, cacheScope: 'private' } },
  })
  const level: { value: LoggingLevel | undefined } = { value: undefined }
  if (capabilities.logging !== undefined)
    server.setRequestHandler('logging/setLevel', ({ params }) => {
      level.value = params.level
      return {}
    })
  const table = methodsOf(profile)
  server.fallbackRequestHandler = async ({ method, params = {} }, context) => {
    const peer = peerOf(server, context, { ...options, level: level.value })
    const mcp = context.mcpReq
    const requestState = mcp.requestState<unknown>()
    const visit: Visit = {
      gateway,
      profile,
      method,
      params,
      peer,
      signal: mcp.signal,
      progressToken: mcp._meta?.progressToken,
      inputResponses: mcp.inputResponses,
      ...(typeof requestState === 'string' ? { requestState } : {}),
    }
    return await answered(table, visit)
  }
  server.onclose = era === 'legacy' ? () => void gateway.release(options.context) : () => {}
  return server
}

async function answered(table: FaceTable, visit: Visit): Promise<Record<string, unknown>> {
  const { gateway, method } = visit
  const answer = Object.hasOwn(table, method) ? table[method] : table['*']
  if (answer === undefined) throw new ProtocolError(METHOD_NOT_FOUND, 'Method not found')
  const began = performance.now()
  let ok = false
  try {
    const result = await answer(visit)
    ok = result['isError'] !== true
    return result
  } catch (error) {
    throw protocolFault(error)
  } finally {
    gateway.metrics.note({ what: method, ms: performance.now() - began, ok })
  }
}

function peerOf(
  server: Server,
  { mcpReq }: ServerContext,
  { era, context, level }: FaceOptions & { level: LoggingLevel | undefined },
): Peer {
  const envelope = mcpReq.envelope as Record<string, unknown> | undefined
  const notify: Peer['notify'] = (method, params) =>
    mcpReq.notify({ method, ...(params === undefined ? {} : { params }) } as Parameters<
      typeof mcpReq.notify
    >[0])
  if (era === 'modern')
    return {
      era,
      context,
      capabilities: (envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? {}) as ClientCapabilities,
      logLevel: envelope?.[LOG_LEVEL_META_KEY] as LoggingLevel | undefined,
      notify,
    }
  return {
    era,
    context,
    capabilities: server.getClientCapabilities() ?? {},
    logLevel: level,
    notify,
    request: async (method, params, { signal }) =>
      await mcpReq.send({ method, ...(params === undefined ? {} : { params }) }, ANY_RESULT, {
        signal,
        timeout: NO_LIMIT_MS,
      }),
  }
}
