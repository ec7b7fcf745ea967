import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listServers } from '../../../src/mcp/listing/listServers.js'

const TOOL = { name: 'over_http', inputSchema: { type: 'object' as const }, 'vendor.example/x': 1 }

function mcpServer(): Server {
  const server = new Server({ name: 'web', version: '1' }, { capabilities: { tools: {} } })
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [TOOL] }))
  return server
}

const sseSessions = new Map<string, SSEServerTransport>()

const ROUTES: Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>> = {
  '/mcp': async (request, response) => {
    const transport = new StreamableHTTPServerTransport({})
    await mcpServer().connect(transport as never)
    await transport.handleRequest(request, response)
  },
  '/sse': async (_, response) => {
    const transport = new SSEServerTransport('/messages', response)
    sseSessions.set(transport.sessionId, transport)
    await mcpServer().connect(transport)
  },
  '/messages': async (request, response) => {
    const session = new URL(request.url ?? '', 'http://host').searchParams.get('sessionId')
    await sseSessions.get(session ?? '')?.handlePostMessage(request, response)
  },
  '/page': async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hello\n</p>')
  },
  '/silent': async () => {},
}

let http: HttpServer
let origin: string
beforeAll(async () => {
  http = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://host').pathname
    const needsKey = path !== '/messages' && path !== '/silent'
    if (needsKey && request.headers['x-key'] !== 'secret') response.writeHead(401).end('no key')
    else void ROUTES[path]?.(request, response)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
})
afterAll(async () => {
  http.closeAllConnections()
  await new Promise((resolve) => http.close(resolve))
})

async function listUrl(transport: 'http' | 'sse', path: string, headers = { 'X-Key': 'secret' }) {
  const entries = new Map([['web', { transport, url: `${origin}${path}`, headers }]])
  const [listing] = await listServers(entries, { timeoutMs: 2000 })
  return listing
}

describe('listServers by URL', () => {
  it.each([
    ['http', '/mcp'],
    ['sse', '/sse'],
  ] as const)('lists over %s, headers sent', async (transport, path) => {
    const listing = await listUrl(transport, path)
    expect(listing).toMatchObject({ status: 'listed', tools: [TOOL], serverInfo: { name: 'web' } })
  })

  it.each([
    ['http', '/mcp', 'x'],
    ['sse', '/sse', 'x'],
    ['http', '/page', 'secret'],
    ['sse', '/page', 'secret'],
    ['http', '/silent', 'secret'],
    ['sse', '/silent', 'secret'],
  ] as const)('%s %s with the key %s: one line says that it failed', async (transport, path, key) => {
    const listing = await listUrl(transport, path, { 'X-Key': key })
    if (listing?.status !== 'failed') throw new Error('it listed')
    expect(listing.error.message).toMatch(
      /^Server "web" did not start.* Check its url and headers, and that it runs\.$/,
    )
    expect(listing.error.message).not.toMatch(/\p{Cc}/u)
  })

  it('says which address refused the connection', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    const [listing] = await listServers(
      new Map([['web', { transport: 'http', url: `http://127.0.0.1:${port}/` }]]),
    )
    expect(listing?.status === 'failed' && listing.error.message).toContain(`ECONNREFUSED 127.0.0.1:${port}`)
  })
})
