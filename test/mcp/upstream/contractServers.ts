import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { Server as ServerV1 } from '@modelcontextprotocol/sdk/server/index.js'
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import {
  CallToolRequestSchema,
  ListResourcesRequestSchema,
  ListToolsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js'
import { createMcpHandler, Server } from '@modelcontextprotocol/server'
import type { StdioEntry } from '../../../src/mcp/config/ServerEntry.js'
import { createContractTools, RESOURCES, serveContractTools } from '../../fixtures/contractTools.mjs'

const capabilities = { tools: { listChanged: true }, resources: {} }
const info = { name: 'contract', version: '1.0.0' }

/** The contract's server over stdio; `modern` refuses the handshake of 2025. */
export function contractStdio(...args: string[]): StdioEntry {
  const file = fileURLToPath(new URL('../../fixtures/contractServer.mjs', import.meta.url))
  return { transport: 'stdio', command: process.execPath, args: [file, ...args] }
}

/** A server that listens, and what ends it with every connection. */
export interface ListeningServer {
  origin: string
  port: number
  end(): Promise<void>
}

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown

/** Listens on a port of this machine; 0 takes a free one. */
export async function listenHttp(answer: Answer, port = 0): Promise<ListeningServer> {
  const http = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  const { port: taken } = http.address() as AddressInfo
  const end = async () => {
    http.closeAllConnections()
    await new Promise((resolve) => http.close(resolve))
  }
  return { origin: `http://127.0.0.1:${taken}`, port: taken, end }
}

/** Streamable HTTP of 2026, by SDK v2. */
export async function modernHttp(port = 0): Promise<ListeningServer> {
  const tools = createContractTools()
  const handler = createMcpHandler(() => serveContractTools(new Server(info, { capabilities }), tools))
  tools.onChange(() => handler.notify.toolsChanged())
  return await listenHttp((request, response) => viaFetch(handler.fetch, { request, response }), port)
}

/** Answers a node request by a handler of web requests; closing the response aborts the handler's request. */
export async function viaFetch(
  handle: (request: Request) => Promise<Response>,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const { method = 'GET', headers, url = '/' } = request
  const body = method === 'GET' || method === 'HEAD' ? null : (Readable.toWeb(request) as ReadableStream)
  const pairs = Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string])
  const init = { method, headers: pairs, body, signal: gone.signal, duplex: 'half' } as RequestInit
  const answer = await handle(new Request(new URL(url, 'http://host.invalid'), init))
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  if (answer.body === null) return void response.end()
  const stream = Readable.fromWeb(answer.body as import('node:stream/web').ReadableStream)
  stream.on('error', () => response.destroy())
  stream.pipe(response)
}

function serverV1(tools: ReturnType<typeof createContractTools>): ServerV1 {
  const server = new ServerV1(info, { capabilities })
  server.setRequestHandler(ListToolsRequestSchema, ({ params }) => tools.list(params?.cursor))
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal, sendNotification }) =>
    tools.call(params as never, { signal, notify: (note) => sendNotification(note) }),
  )
  server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources: RESOURCES }))
  const stop = tools.onChange(() => server.sendToolListChanged().catch(() => {}))
  server.onclose = stop
  return server
}

/** Streamable HTTP of 2025 with sessions, by SDK v1. */
export async function legacyHttp(port = 0): Promise<ListeningServer> {
  const tools = createContractTools()
  const sessions = new Map<string, StreamableHTTPServerTransport>()
  return await listenHttp(async (request, response) => {
    const known = request.headers['mcp-session-id']
    const session = sessions.get(String(known))
    if (session !== undefined) return await session.handleRequest(request, response)
    if (known !== undefined) return response.writeHead(404).end('no such session')
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, transport),
    })
    await serverV1(tools).connect(transport as never)
    return await transport.handleRequest(request, response)
  }, port)
}

/** HTTP+SSE of 2024, by SDK v1. */
export async function legacySse(port = 0): Promise<ListeningServer> {
  const tools = createContractTools()
  const sessions = new Map<string, SSEServerTransport>()
  return await listenHttp(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://host.invalid')
    const session = sessions.get(url.searchParams.get('sessionId') ?? '')
    if (session !== undefined) return await session.handlePostMessage(request, response)
    const transport = new SSEServerTransport('/messages', response)
    sessions.set(transport.sessionId, transport)
    await serverV1(tools).connect(transport)
  }, port)
}
