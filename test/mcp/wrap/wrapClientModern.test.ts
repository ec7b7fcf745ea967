import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { createMcpHandler, Server } from '@modelcontextprotocol/server'
import { afterEach, describe, expect, it } from 'vitest'
import { wrapClient } from '../../../src/mcp/wrap/wrapClient.js'

const TOOLS = [
  {
    name: 'run_query',
    description: 'Run a database query in one region.',
    inputSchema: {
      type: 'object' as const,
      properties: {
        region: { type: 'string' as const, 'x-mcp-header': 'Region' },
        sql: { type: 'string' as const },
      },
    },
    'vendor.example/unknown': 1,
  },
  { name: 'send_email', description: 'Send an e-mail.', inputSchema: { type: 'object' as const } },
]

const handler = createMcpHandler(() => {
  const server = new Server({ name: 'modern', version: '1' }, { capabilities: { tools: {} } })
  server.setRequestHandler('tools/list', () => ({ tools: TOOLS, ttlMs: 60_000, cacheScope: 'private' }))
  server.setRequestHandler('tools/call', () => ({ content: [{ type: 'text', text: 'done' }] }))
  return server
})

const opened: Client[] = []
afterEach(async () => {
  for (const client of opened.splice(0)) await client.close()
})

async function connect(): Promise<{ client: Client; headersOfCalls: Headers[] }> {
  const headersOfCalls: Headers[] = []
  const fetch = (url: string | URL, init?: RequestInit) => {
    const request = new Request(url, init)
    if (request.headers.get('mcp-method') === 'tools/call') headersOfCalls.push(request.headers)
    return handler.fetch(request)
  }
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'auto' } })
  await client.connect(new StreamableHTTPClientTransport(new URL('http://in.process/mcp'), { fetch }))
  opened.push(client)
  return { client, headersOfCalls }
}

describe('wrapClient in the protocol of 2026', () => {
  it('selects from a raw list', async () => {
    const { client } = await connect()
    expect(client.getProtocolEra()).toBe('modern')
    const { tools } = await wrapClient(client).listTools({ task: 'run a database query', maxTools: 1 })
    expect(tools).toMatchObject([{ name: 'run_query', 'vendor.example/unknown': 1 }])
  })

  it('mirrors arguments into headers after a raw list, which alone would lose them', async () => {
    const { client, headersOfCalls } = await connect()
    const wrapped = wrapClient(client)
    await wrapped.listTools({ task: 'run a database query' })
    const call = { name: 'run_query', arguments: { region: 'north', sql: 'select 1' } }
    await wrapped.callTool(call)
    await wrapped.callTool({ name: 'send_email', arguments: {} })
    expect(headersOfCalls.map((headers) => headers.get('mcp-param-region'))).toEqual(['north', null])
  })

  it('is not misled by the cache of the client, which ignores the task', async () => {
    const wrapped = wrapClient((await connect()).client)
    const first = await wrapped.listTools({ task: 'run a database query', maxTools: 1 })
    const second = await wrapped.listTools({ task: 'send an e-mail', maxTools: 1 })
    expect([first, second].map(({ tools }) => tools[0]?.name)).toEqual(['run_query', 'send_email'])
  })
})
