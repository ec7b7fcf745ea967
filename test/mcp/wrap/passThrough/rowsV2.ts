import { Client } from '@modelcontextprotocol/client'
import { z } from 'zod'
import type { LegacyWorld } from './legacyWorld.js'
import type { ModernWorld } from './modernWorld.js'
import type { PassTable } from './PassRow.js'
import { SHARED_ROWS, settled, thrownBy } from './sharedRows.js'

/** A client of SDK v2 with every capability, not yet connected, that speaks the 2025 protocol. */
export function createV2(): Client {
  return new Client(
    { name: 'test', version: '1' },
    { capabilities: { roots: { listChanged: true }, sampling: {}, elicitation: {} } },
  )
}

/** A client of SDK v2 that takes the newest protocol and listens for changes of the tools from the start. */
export function createModernV2(): Client {
  const listChanged = { tools: { autoRefresh: false, onChanged: () => {} } }
  return new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'auto' }, listChanged })
}

const SLOW = { name: 'slow', arguments: { n: 1 } }
const TEXT = { role: 'user' as const, content: { type: 'text' as const, text: 'Hello' } }

/** What the server gets from the client for sampling, elicitation and roots, which the client's handlers answer. */
async function serverAsks(client: Client, { server }: LegacyWorld): Promise<unknown> {
  client.setRequestHandler('roots/list', () => ({ roots: [{ uri: 'file:///home' }] }))
  client.setRequestHandler('sampling/createMessage', ({ params }) => ({
    model: 'm',
    role: 'assistant',
    content: { type: 'text', text: `${params.maxTokens}` },
  }))
  client.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: { name: 'Ana' } }))
  const requestedSchema = { type: 'object' as const, properties: { name: { type: 'string' as const } } }
  return [
    await server.listRoots(),
    await server.createMessage({ messages: [TEXT], maxTokens: 7 }),
    await server.elicitInput({ message: 'Who?', requestedSchema }),
  ]
}

/** Progress of one call, and another that is cancelled. */
async function progressAndCancellation(client: Client, { cancelled }: LegacyWorld): Promise<unknown> {
  const progress: unknown[] = []
  const onprogress = (step: unknown) => void progress.push(step)
  const method = 'tools/call' as const
  const result = await client.request({ method, params: SLOW }, { onprogress })
  const stop = new AbortController()
  const params = { name: 'slow', arguments: { wait: true } }
  const call = client.request({ method, params }, { signal: stop.signal })
  setTimeout(() => stop.abort('enough'), 5)
  const thrown = await thrownBy(() => call)
  await settled()
  return { progress, result, thrown, cancelled }
}

/** Members that only mean something in the 2026 protocol. */
export const ROWS_MODERN = {
  discover: (client) => client.discover(),
  getDiscoverResult: (client) => client.getDiscoverResult(),
  getProtocolEra: (client) => client.getProtocolEra(),
  getNegotiatedProtocolVersion: (client) => client.getNegotiatedProtocolVersion(),
  setVersionNegotiation: {
    unconnected: async (client, world) => {
      client.setVersionNegotiation({ mode: { pin: '2026-07-28' } })
      await world.connect(client)
      return world.sent.length
    },
  },
  listen: async (client, world) => {
    const got: string[] = []
    client.setNotificationHandler('notifications/tools/list_changed', ({ method }) => void got.push(method))
    const subscription = await client.listen({ toolsListChanged: true })
    world.toolsChanged()
    await settled()
    await subscription.close()
    return { got, honored: subscription.honoredFilter, closed: await subscription.closed }
  },
  autoOpenedSubscription: async (client) => {
    const subscription = client.autoOpenedSubscription
    await subscription?.close()
    return [subscription?.honoredFilter, await subscription?.closed]
  },
} satisfies Partial<PassTable<Client, ModernWorld>>

/** Every member of `Client` of @modelcontextprotocol/client but those of {@link ROWS_MODERN}. */
export const ROWS_V2: Omit<PassTable<Client, LegacyWorld>, keyof typeof ROWS_MODERN> = {
  ...SHARED_ROWS,
  listTools: { testedIn: 'wrapClient.test.ts' },
  callTool: { testedIn: 'wrapClientCalls.test.ts' },
  close: { testedIn: 'wrapClient.test.ts' },
  connect: {
    unconnected: async (client: Client, world: LegacyWorld) => {
      await world.connect(client)
      return client.getServerVersion()
    },
  },
  registerCapabilities: {
    unconnected: async (client: Client, world: LegacyWorld) => {
      client.registerCapabilities({ experimental: { 'vendor.example/x': {} } })
      await world.connect(client)
      return world.server.getClientCapabilities()
    },
  },
  request: progressAndCancellation,
  setRequestHandler: serverAsks,
  removeRequestHandler: async (client: Client, { server }: LegacyWorld) => {
    client.removeRequestHandler('ping')
    return await thrownBy(() => server.ping())
  },
  fallbackRequestHandler: async (client: Client, { server }: LegacyWorld) => {
    client.fallbackRequestHandler = async ({ method }) => ({ fallback: method })
    return await server.request({ method: 'vendor/ask' } as never, z.looseObject({}) as never)
  },
  setNotificationHandler: async (client: Client, { server }: LegacyWorld) => {
    const got: unknown[] = []
    client.setNotificationHandler('notifications/tools/list_changed', ({ method }) => void got.push(method))
    client.setNotificationHandler('notifications/message', ({ params }) => void got.push(params))
    await server.sendToolListChanged()
    await server.sendLoggingMessage({ level: 'error', data: 'smoke' })
    await settled()
    return got
  },
  removeNotificationHandler: async (client: Client, { server }: LegacyWorld) => {
    const got: unknown[] = []
    client.setNotificationHandler('notifications/tools/list_changed', () => void got.push('handler'))
    client.fallbackNotificationHandler = async ({ method }) => void got.push(method)
    client.removeNotificationHandler('notifications/tools/list_changed')
    await server.sendToolListChanged()
    await settled()
    return got
  },
  assertCapability: 'inside',
  assertCapabilityForMethod: 'inside',
  assertNotificationCapability: 'inside',
  assertRequestHandlerCapability: 'inside',
  buildContext: 'inside',
}
