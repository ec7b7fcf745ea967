import { type LoggingLevel, Server } from '@modelcontextprotocol/server'
import type { Gateway } from '../Gateway.js'
import type { Profile } from '../profiles/Profile.js'
import { answerVisit } from './answerVisit.js'
import { capabilitiesOf } from './capabilitiesOf.js'
import type { BegunRequest, Face } from './Face.js'
import { connectionPeer, requestPeer } from './peers.js'
import { Subscriptions } from './Subscriptions.js'

/** What a face is made for. */
export interface FaceOptions {
  gateway: Gateway
  profile: Profile
  era: 'legacy' | 'modern'
  /** Connection, session or authorization. */
  context: string
  /** Whether all requests of the context are of one client, also in 2026: over stdio. Default false. */
  isOne?: boolean
  /** The request that is being answered already which a request of HTTP stands for. Default: none is. */
  begun?: ((request: Request) => BegunRequest | undefined) | undefined
}

/**
 * One MCP server for one connection, or in 2026 one request. Every method goes through the fallback handler, so that what
 * servers answer leaves as it came: typed handlers would drop what the SDK does not know.
 */
export async function createFace(options: FaceOptions): Promise<Face> {
  const { gateway, profile, era, context, isOne = false, begun } = options
  const { capabilities, instructions } = await capabilitiesOf(gateway, profile)
  const server = new Server(gateway.parts.info, {
    capabilities,
    ...(instructions === undefined ? {} : { instructions }),
    cacheHints: { 'server/discover': { ttlMs: 300_000, cacheScope: 'private' } },
  })
  let level: LoggingLevel | undefined
  if (capabilities.logging !== undefined)
    server.setRequestHandler('logging/setLevel', ({ params }) => {
      level = params.level
      return {}
    })
  const subscriptions = new Subscriptions(
    (updated) => void server.sendResourceUpdated(updated).catch(() => {}),
  )
  server.fallbackRequestHandler = async ({ method, params = {} }, request) => {
    const { mcpReq, http } = request
    const peer = requestPeer(server, request, { era, context, isOne, level })
    const running = http?.req === undefined ? undefined : begun?.(http.req)
    if (running !== undefined) return await running.join(peer, mcpReq.signal)
    const requestState = mcpReq.requestState<unknown>()
    return await answerVisit({
      ...{ gateway, profile, method, params, subscriptions, peer },
      signal: mcpReq.signal,
      headers: era === 'modern' ? http?.req?.headers : undefined,
      inputResponses: mcpReq.inputResponses,
      requestState: typeof requestState === 'string' ? requestState : undefined,
    })
  }
  if (era === 'legacy') followConnection(server, { gateway, context, subscriptions })
  return {
    server,
    subscriptions,
    get logLevel() {
      return level
    },
  }
}

/** What a connection of 2025 tells and is told besides its requests. */
function followConnection(
  server: Server,
  { gateway, context, subscriptions }: { gateway: Gateway; context: string; subscriptions: Subscriptions },
): void {
  const leave = gateway.enter(connectionPeer(server, context))
  const rootsChanged = async () => await gateway.tellServers(context, 'notifications/roots/list_changed')
  server.setNotificationHandler('notifications/roots/list_changed', rootsChanged)
  // Servers that started before the client could not ask it.
  server.oninitialized = () => {
    if (server.getClientCapabilities()?.roots !== undefined) void rootsChanged()
  }
  server.onclose = () => {
    void subscriptions.close()
    void leave()
  }
}
