import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  LOG_LEVEL_META_KEY,
  type LoggingLevel,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server'
import type { Peer } from '../../relay/Peer.js'
import { ANY_RESULT } from '../../transport/tapMessages.js'

/** The host's own limit is the shorter one; setTimeout holds 31 bits. */
const NO_LIMIT_MS = 2_147_483_647

type Params = Record<string, unknown> | undefined

/** A client of 2025 while no request is under way: what reaches it goes over the connection itself. */
export function connectionPeer(server: Server, context: string): Peer {
  return {
    era: 'legacy',
    context,
    get capabilities() {
      return server.getClientCapabilities() ?? {}
    },
    notify: async (method, params) => await server.notification(messageOf(method, params)),
    request: async (method, params, { signal }) =>
      await server.request(messageOf(method, params), ANY_RESULT, { signal, timeout: NO_LIMIT_MS }),
  }
}

/** What is known of a client besides its requests. */
export interface PeerFacts {
  era: Peer['era']
  context: string
  /** Whether all requests of the context are of one client, also in 2026. */
  isOne: boolean
}

/** The client of a request. */
export function requestPeer(
  server: Server,
  { mcpReq }: ServerContext,
  { era, context, isOne, level }: PeerFacts & { level: LoggingLevel | undefined },
): Peer {
  const notify: Peer['notify'] = async (method, params) => await mcpReq.notify(messageOf(method, params))
  if (era === 'modern') {
    const envelope = mcpReq.envelope as Record<string, unknown> | undefined
    const capabilities = (envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? {}) as ClientCapabilities
    const logLevel = envelope?.[LOG_LEVEL_META_KEY] as LoggingLevel | undefined
    return { era, context, ...(isOne && { caller: context }), capabilities, logLevel, notify }
  }
  return {
    ...{ era, context, notify, logLevel: level },
    capabilities: server.getClientCapabilities() ?? {},
    request: async (method, params, { signal }) =>
      await mcpReq.send(messageOf(method, params), ANY_RESULT, { signal, timeout: NO_LIMIT_MS }),
  }
}

function messageOf(method: string, params: Params) {
  // The SDK's types name its own methods alone; a gateway passes on what it does not know.
  return { method, ...(params === undefined ? {} : { params }) } as {
    method: 'notifications/message'
    params: never
  }
}
