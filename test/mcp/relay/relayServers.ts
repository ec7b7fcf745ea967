import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import {
  createMcpHandler,
  Server,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server'
import { RELAYED_CAPABILITIES } from '../../../src/mcp/relay/RELAYED_CAPABILITIES.js'
import type { ManagedUpstream } from '../../../src/mcp/upstream/ManagedUpstream.js'
import type { ManagedUpstreamOptions } from '../../../src/mcp/upstream/ManagedUpstreamOptions.js'
import { createRelayTools, serveRelayTools } from '../../fixtures/relayTools.mjs'
import { listenHttp, viaFetch } from '../upstream/contractServers.js'
import { manage } from '../upstream/manage.js'

/** A server to relay to, as it is reached, and what ends it. */
export interface RelayServer {
  upstream: ManagedUpstream
  end(): Promise<void>
}

export type Route = 'legacy stdio' | 'legacy http' | 'modern stdio' | 'modern http'

const info = { name: 'relay', version: '1.0.0' }
const capabilities = { tools: {}, prompts: {}, resources: { subscribe: true }, logging: {}, completions: {} }

/** Starts the fixture and an upstream that relays to it. */
export async function relayServer(
  route: Route,
  options: Partial<ManagedUpstreamOptions> = {},
): Promise<RelayServer> {
  const how = { capabilities: RELAYED_CAPABILITIES, relay: {}, ...options }
  if (route.endsWith('stdio')) {
    const file = fileURLToPath(new URL('../../fixtures/relayServer.mjs', import.meta.url))
    const args = [file, ...(route === 'modern stdio' ? ['modern'] : [])]
    const upstream = manage({ transport: 'stdio', command: process.execPath, args }, how)
    return { upstream, end: () => upstream.close() }
  }
  const handle = route === 'modern http' ? modernFetch() : legacyFetch()
  const { origin, end } = await listenHttp((request, response) => viaFetch(handle, { request, response }))
  const upstream = manage({ transport: 'http', url: `${origin}/` }, how)
  return {
    upstream,
    end: async () => {
      await upstream.close()
      await end()
    },
  }
}

function modernFetch() {
  const tools = createRelayTools()
  const handler = createMcpHandler(() =>
    serveRelayTools(new Server(info, { capabilities }), tools, {
      updated: (uri) => handler.notify.resourceUpdated(uri),
    }),
  )
  return handler.fetch
}

function legacyFetch() {
  const tools = createRelayTools()
  return legacySessions(() => {
    const server = new Server(info, { capabilities })
    const updated = (uri: string) =>
      server.notification({ method: 'notifications/resources/updated', params: { uri } })
    return serveRelayTools(server, tools, { updated })
  })
}

/** Streamable HTTP of 2025 with a server for each session. */
export function legacySessions(open: () => Server) {
  const sessions = new Map<string, WebStandardStreamableHTTPServerTransport>()
  return async (request: Request): Promise<Response> => {
    const known = sessions.get(request.headers.get('mcp-session-id') ?? '')
    if (known !== undefined) return await known.handleRequest(request)
    if (request.headers.has('mcp-session-id')) return new Response('no such session', { status: 404 })
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, transport),
    })
    await open().connect(transport)
    return await transport.handleRequest(request)
  }
}
