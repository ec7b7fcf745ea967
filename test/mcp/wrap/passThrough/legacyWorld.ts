import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import * as types from '@modelcontextprotocol/sdk/types.js'
import type { World } from './PassRow.js'

/** A server of the 2025 protocol with everything that it can have, in this process; both SDKs' clients connect. */
export interface LegacyWorld extends World {
  readonly server: Server
  /** Connects a client. */
  connect(client: { connect(transport: Transport): Promise<void> }): Promise<void>
  /** Names of the requests that the server gave up because the client cancelled them. */
  readonly cancelled: readonly string[]
  /** Sends the client a line that is no answer to anything it asked. */
  disturb(): void
}

const TASK = {
  taskId: 'task-1',
  status: 'completed' as const,
  ttl: 60_000,
  createdAt: '2026-01-01T00:00:00Z',
  lastUpdatedAt: '2026-01-01T00:00:01Z',
  pollInterval: 1,
}

const TOOLS = [
  {
    name: 'slow',
    description: 'Says how far it got, then waits.',
    inputSchema: { type: 'object' as const },
    execution: { taskSupport: 'optional' as const },
  },
]

const CAPABILITIES = {
  tools: { listChanged: true },
  prompts: {},
  resources: { subscribe: true },
  completions: {},
  logging: {},
  tasks: { list: {}, cancel: {}, requests: { tools: { call: {} } } },
}

/** Opens one. */
export async function openLegacyWorld(): Promise<LegacyWorld> {
  const sent: unknown[] = []
  const cancelled: string[] = []
  const server = new Server(
    { name: 'everything', version: '3.1' },
    { capabilities: CAPABILITIES, instructions: 'Ask for anything.' },
  )
  serveTools(server, cancelled)
  servePromptsAndResources(server)
  serveTasks(server)
  server.fallbackRequestHandler = async (request) => ({ asked: request.method, params: request.params })
  const [near, far] = InMemoryTransport.createLinkedPair()
  const send = near.send.bind(near)
  near.send = (message, options) => {
    sent.push(structuredClone(message))
    return send(message, options)
  }
  await server.connect(far)
  return {
    sent,
    server,
    cancelled,
    connect: (client) => client.connect(near),
    disturb: () => near.onmessage?.({ jsonrpc: '2.0', id: 999, result: {} }),
    close: () => server.close(),
  }
}

function serveTools(server: Server, cancelled: string[]): void {
  server.setRequestHandler(types.ListToolsRequestSchema, () => ({ tools: TOOLS }))
  server.setRequestHandler(types.CallToolRequestSchema, async ({ params }, { signal, sendNotification }) => {
    if (params.task !== undefined) return { task: TASK }
    const progressToken = params._meta?.progressToken
    if (progressToken !== undefined) {
      const method = 'notifications/progress' as const
      await sendNotification({ method, params: { progressToken, progress: 1, total: 2, message: 'half' } })
    }
    if (params.arguments?.['wait'] === true) {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      cancelled.push(params.name)
    }
    return { content: [{ type: 'text', text: JSON.stringify(params.arguments ?? null) }] }
  })
}

function servePromptsAndResources(server: Server): void {
  const uri = 'note://1'
  server.setRequestHandler(types.ListPromptsRequestSchema, () => ({ prompts: [{ name: 'greet' }] }))
  server.setRequestHandler(types.GetPromptRequestSchema, ({ params }) => ({
    messages: [
      { role: 'user', content: { type: 'text', text: `${params.name} ${params.arguments?.['who']}` } },
    ],
  }))
  server.setRequestHandler(types.ListResourcesRequestSchema, () => ({ resources: [{ uri, name: 'note' }] }))
  server.setRequestHandler(types.ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [{ uriTemplate: 'note://{id}', name: 'notes' }],
  }))
  server.setRequestHandler(types.ReadResourceRequestSchema, ({ params }) => ({
    contents: [{ uri: params.uri, text: 'Buy milk' }],
  }))
  server.setRequestHandler(types.SubscribeRequestSchema, () => ({}))
  server.setRequestHandler(types.UnsubscribeRequestSchema, () => ({}))
  server.setRequestHandler(types.CompleteRequestSchema, ({ params }) => ({
    completion: { values: [`${params.argument.value}na`], hasMore: false },
  }))
  server.setRequestHandler(types.SetLevelRequestSchema, () => ({}))
}

function serveTasks(server: Server): void {
  server.setRequestHandler(types.GetTaskRequestSchema, () => TASK)
  server.setRequestHandler(types.GetTaskPayloadRequestSchema, () => ({
    content: [{ type: 'text', text: 'done at last' }],
  }))
  server.setRequestHandler(types.ListTasksRequestSchema, () => ({ tasks: [TASK] }))
  server.setRequestHandler(types.CancelTaskRequestSchema, () => ({ ...TASK, status: 'cancelled' as const }))
}
