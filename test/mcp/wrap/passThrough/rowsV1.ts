import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import * as types from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import type { LegacyWorld } from './legacyWorld.js'
import type { PassTable } from './PassRow.js'
import { SHARED_ROWS, settled, thrownBy } from './sharedRows.js'

/** A client of SDK v1 with every capability, not yet connected. */
export function createV1(): Client {
  return new Client(
    { name: 'test', version: '1' },
    { capabilities: { roots: { listChanged: true }, sampling: {}, elicitation: {} } },
  )
}

const SLOW = { name: 'slow', arguments: { n: 1 } }
const TEXT = { role: 'user' as const, content: { type: 'text' as const, text: 'Hello' } }

async function streamed(stream: AsyncGenerator<unknown>): Promise<unknown[]> {
  const messages: unknown[] = []
  for await (const message of stream) messages.push(message)
  return messages
}

/** What the server gets from the client for sampling, elicitation and roots, which the client's handlers answer. */
async function serverAsks(client: Client, { server }: LegacyWorld): Promise<unknown> {
  client.setRequestHandler(types.ListRootsRequestSchema, () => ({ roots: [{ uri: 'file:///home' }] }))
  client.setRequestHandler(types.CreateMessageRequestSchema, ({ params }) => ({
    model: 'm',
    role: 'assistant',
    content: { type: 'text', text: `${params.maxTokens}` },
  }))
  client.setRequestHandler(types.ElicitRequestSchema, () => ({ action: 'accept', content: { name: 'Ana' } }))
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
  const result = await client.request({ method, params: SLOW }, types.CallToolResultSchema, { onprogress })
  const stop = new AbortController()
  const params = { name: 'slow', arguments: { wait: true } }
  const call = client.request({ method, params }, types.CallToolResultSchema, { signal: stop.signal })
  setTimeout(() => stop.abort('enough'), 5)
  const thrown = await thrownBy(() => call)
  await settled()
  return { progress, result, thrown, cancelled }
}

/** Every member of `Client` of @modelcontextprotocol/sdk. */
export const ROWS_V1: PassTable<Client, LegacyWorld> = {
  ...SHARED_ROWS,
  listTools: { testedIn: 'wrapClient.test.ts' },
  callTool: { testedIn: 'wrapClientCalls.test.ts' },
  close: { testedIn: 'wrapClient.test.ts' },
  connect: {
    unconnected: async (client, world) => {
      await world.connect(client)
      return client.getServerVersion()
    },
  },
  registerCapabilities: {
    unconnected: async (client, world) => {
      client.registerCapabilities({ experimental: { 'vendor.example/x': {} } })
      await world.connect(client)
      return world.server.getClientCapabilities()
    },
  },
  request: progressAndCancellation,
  setRequestHandler: serverAsks,
  removeRequestHandler: async (client, { server }) => {
    client.removeRequestHandler('ping')
    return await thrownBy(() => server.ping())
  },
  fallbackRequestHandler: async (client, { server }) => {
    client.fallbackRequestHandler = async ({ method }) => ({ fallback: method })
    return await server.request({ method: 'vendor/ask' } as never, z.looseObject({}) as never)
  },
  setNotificationHandler: async (client, { server }) => {
    const got: unknown[] = []
    client.setNotificationHandler(
      types.ToolListChangedNotificationSchema,
      ({ method }) => void got.push(method),
    )
    client.setNotificationHandler(
      types.LoggingMessageNotificationSchema,
      ({ params }) => void got.push(params),
    )
    await server.sendToolListChanged()
    await server.sendLoggingMessage({ level: 'error', data: 'smoke' })
    await settled()
    return got
  },
  removeNotificationHandler: async (client, { server }) => {
    const got: unknown[] = []
    client.setNotificationHandler(types.ToolListChangedNotificationSchema, () => void got.push('handler'))
    client.fallbackNotificationHandler = async ({ method }) => void got.push(method)
    client.removeNotificationHandler('notifications/tools/list_changed')
    await server.sendToolListChanged()
    await settled()
    return got
  },
  experimental: async (client) => {
    const { tasks } = client.experimental
    return {
      call: await streamed(tasks.callToolStream(SLOW, types.CallToolResultSchema, { task: { ttl: 60_000 } })),
      get: await tasks.getTask('task-1'),
      list: await tasks.listTasks(),
      result: await tasks.getTaskResult('task-1', types.CallToolResultSchema),
      cancel: await tasks.cancelTask('task-1'),
    }
  },
  assertCapability: 'inside',
  assertCapabilityForMethod: 'inside',
  assertNotificationCapability: 'inside',
  assertRequestHandlerCapability: 'inside',
  assertTaskCapability: 'inside',
  assertTaskHandlerCapability: 'inside',
  cacheToolMetadata: 'inside',
  cancelTask: 'inside',
  getTask: 'inside',
  getTaskResult: 'inside',
  getToolOutputValidator: 'inside',
  isToolTask: 'inside',
  isToolTaskRequired: 'inside',
  listTasks: 'inside',
  requestStream: 'inside',
  requestTaskStore: 'inside',
}
