import { randomUUID } from 'node:crypto'
import {
  CLIENT_CAPABILITIES_META_KEY,
  Client,
  type ClientCapabilities,
  InMemoryTransport,
  LOG_LEVEL_META_KEY,
  type LoggingLevel,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client'
import { createMcpHandler, Server, type ServerContext } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { Relay } from '../../../src/mcp/relay/createRelay.js'
import type { Peer } from '../../../src/mcp/relay/Peer.js'
import { protocolErrorOf } from '../../../src/mcp/relay/protocolErrorOf.js'
import type { Raw } from '../../../src/mcp/relay/RelayCall.js'
import { ANY_RESULT, rawResult, tapMessages } from '../../../src/mcp/transport/tapMessages.js'
import type { ManagedUpstream } from '../../../src/mcp/upstream/ManagedUpstream.js'

/** What a small gateway stands in front of. */
export interface Gate {
  relay: Relay
  upstream: ManagedUpstream
  context: string
}

const capabilities = { tools: {}, prompts: {}, resources: {}, logging: {}, completions: {} }
const anything = z.looseObject({})

/** A server that relays whatever it is asked. */
export function gatewayServer(gate: Gate): Server {
  const server = new Server({ name: 'gateway', version: '1' }, { capabilities })
  let level: LoggingLevel | undefined
  server.setRequestHandler('logging/setLevel', ({ params }) => {
    level = params.level
    return {}
  })
  server.fallbackRequestHandler = async ({ method, params }, ctx) => {
    const peer = peerOf(server, ctx, { context: gate.context, level })
    const { inputResponses, signal } = ctx.mcpReq
    const requestState = ctx.mcpReq.requestState<string>()
    const call = { upstream: gate.upstream, method, params, peer, signal, requestState }
    try {
      return await gate.relay.request({ ...call, inputResponses: inputResponses as Raw | undefined })
    } catch (error) {
      throw protocolErrorOf(error)
    }
  }
  return server
}

function peerOf(
  server: Server,
  { mcpReq }: ServerContext,
  { context, level }: { context: string; level: LoggingLevel | undefined },
): Peer {
  const envelope = mcpReq.envelope as Raw | undefined
  const notify: Peer['notify'] = (method, params) => mcpReq.notify({ method, params } as never)
  if (envelope !== undefined) {
    const logLevel = envelope[LOG_LEVEL_META_KEY] as LoggingLevel | undefined
    const declared = envelope[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities
    return { era: 'modern', capabilities: declared, context, logLevel, notify }
  }
  return {
    era: 'legacy',
    capabilities: server.getClientCapabilities() ?? {},
    context,
    logLevel: level,
    notify,
    request: (method, params, { signal }) =>
      mcpReq.send({ method, params } as never, anything, { signal, timeout: 20_000 }),
  }
}

/** A client as a test plays it, and what it saw. */
export interface TestClient {
  client: Client
  seen: { method: string; params?: Readonly<Raw> | undefined }[]
  call(name: string, given?: Raw, options?: { signal?: AbortSignal; _meta?: Raw }): Promise<Raw>
  request(method: string, params?: Raw, options?: { signal?: AbortSignal; manual?: boolean }): Promise<Raw>
  close(): Promise<void>
}

export interface ClientOptions {
  era: 'legacy' | 'modern'
  /** Default: everything. */
  capabilities?: ClientCapabilities
  /** Sets its handlers. */
  prepare?: (client: Client) => void
}

const EVERYTHING: ClientCapabilities = {
  roots: { listChanged: true },
  sampling: { tools: {} },
  elicitation: { form: {}, url: {} },
}

/** Connects a client of SDK v2 to a gateway: in 2025 over a pair in memory, in 2026 over HTTP in this process. */
export async function connectClient(gate: Gate, options: ClientOptions): Promise<TestClient> {
  const { era, capabilities: declared = EVERYTHING, prepare = () => {} } = options
  const mode = era === 'modern' ? 'auto' : 'legacy'
  const info = { name: 'test', version: '1' }
  const client = new Client(info, { capabilities: declared, versionNegotiation: { mode } })
  prepare(client)
  const seen: TestClient['seen'] = []
  const { transport, end } = era === 'modern' ? overHttp(gate) : await inMemory(gate)
  tapMessages(transport, ({ method, params }) => seen.push({ method, ...(params && { params }) }))
  await client.connect(transport)
  const request: TestClient['request'] = async (method, params, { signal, manual = false } = {}) => {
    const how = { timeout: 20_000, ...(signal && { signal }), ...(manual && { allowInputRequired: true }) }
    return rawResult(await client.request({ method, ...(params && { params }) }, ANY_RESULT, how)) as Raw
  }
  return {
    ...{ client, seen, request },
    call: (name, given, { signal, _meta } = {}) =>
      request(
        'tools/call',
        { name, ...(given && { arguments: given }), ...(_meta && { _meta }) },
        signal && { signal },
      ),
    close: async () => {
      await client.close()
      await end()
    },
  }
}

function overHttp(gate: Gate) {
  const handler = createMcpHandler(() => gatewayServer(gate), { legacy: 'reject' })
  const fetch = (url: string | URL, init?: RequestInit) => handler.fetch(new Request(url, init))
  const url = new URL(`http://in.process/${randomUUID()}`)
  return { transport: new StreamableHTTPClientTransport(url, { fetch }), end: () => handler.close() }
}

async function inMemory(gate: Gate) {
  const [transport, other] = InMemoryTransport.createLinkedPair()
  const server = gatewayServer(gate)
  await server.connect(other)
  return { transport, end: () => server.close() }
}

/** What a tool gave as text, parsed. */
export function answerOf(result: Raw): unknown {
  return JSON.parse((result['content'] as { text: string }[])[0]!.text)
}
