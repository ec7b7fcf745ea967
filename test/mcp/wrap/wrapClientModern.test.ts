import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { createMcpHandler, Server } from '@modelcontextprotocol/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
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

const NUMBERS = {
  name: 'numbers',
  description: 'Give numbers that are not what was promised.',
  inputSchema: { type: 'object' as const },
  outputSchema: { type: 'array' as const, items: { type: 'number' as const } },
}

/** Under the bad header a client over HTTP must not offer it. */
const BAD_HEADER = {
  name: 'bad_header',
  description: 'Run a database query with a header that breaks the rules.',
  inputSchema: {
    type: 'object' as const,
    properties: { a: { type: 'string' as const, 'x-mcp-header': 'a b' } },
  },
}

let tools: object[] = TOOLS
let ttlMs = 60_000
let lists = 0
beforeEach(() => {
  tools = TOOLS
  ttlMs = 60_000
  lists = 0
})

const handler = createMcpHandler(() => {
  const server = new Server(
    { name: 'modern', version: '1' },
    { capabilities: { tools: { listChanged: true } } },
  )
  server.setRequestHandler('tools/list', () => {
    lists += 1
    return { tools: tools as typeof TOOLS, ttlMs, cacheScope: 'private' }
  })
  server.setRequestHandler('tools/call', () => ({
    content: [{ type: 'text', text: 'done' }],
    structuredContent: ['one'],
  }))
  return server
})

/** Whether a call is refused for the headers that its arguments should have made. */
let refuseHeaders = (_: Headers): boolean => false
afterEach(() => {
  refuseHeaders = () => false
})

async function mismatch(request: Request): Promise<Response> {
  const { id } = (await request.json()) as { id: number }
  const error = { code: -32020, message: 'Header mismatch' }
  return Response.json({ jsonrpc: '2.0', id, error }, { status: 400 })
}

const opened: Client[] = []
afterEach(async () => {
  for (const client of opened.splice(0)) await client.close()
})

async function connect(): Promise<{ client: Client; headersOfCalls: Headers[] }> {
  const headersOfCalls: Headers[] = []
  const fetch = (url: string | URL, init?: RequestInit) => {
    const request = new Request(url, init)
    if (request.headers.get('mcp-method') === 'tools/call') {
      headersOfCalls.push(request.headers)
      if (refuseHeaders(request.headers)) return mismatch(request)
    }
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

  it('asks for no list that is fresh yet, but for one when a name is unknown', async () => {
    const wrapped = wrapClient((await connect()).client)
    for (const task of ['run a database query', 'send an e-mail']) await wrapped.listTools({ task })
    await wrapped.listTools()
    expect(lists).toBe(1)
    await wrapped.callTool({ name: 'hidden' })
    expect(lists).toBe(2)
    ttlMs = 0
    await wrapped.callTool({ name: 'hidden_too' })
    for (const task of ['run a database query', 'send an e-mail']) await wrapped.listTools({ task })
    expect(lists).toBe(5)
  })

  it('asks for a list that is fresh where the caller wants that', async () => {
    const wrapped = wrapClient((await connect()).client)
    const modes = ['use', 'refresh', 'bypass'] as const
    for (const cacheMode of modes) await wrapped.listTools({ task: 'send an e-mail' }, { cacheMode })
    await wrapped.listTools({ task: 'send an e-mail' })
    expect(lists).toBe(3)
  })

  it('asks for a list that is fresh once the server told that it changed, beside the handler of the user', async () => {
    const changes: unknown[] = []
    const { client } = await connect()
    client.setNotificationHandler(
      'notifications/tools/list_changed',
      ({ method }) => void changes.push(method),
    )
    const wrapped = wrapClient(client)
    const subscription = await client.listen({ toolsListChanged: true })
    const names = async () =>
      (await wrapped.listTools({ task: 'ask for the weather' })).tools.map(({ name }) => name)
    expect(await names()).not.toContain('get_weather')
    tools = [...TOOLS, { name: 'get_weather', description: 'The weather.', inputSchema: { type: 'object' } }]
    handler.notify.toolsChanged()
    await vi.waitFor(() => expect(changes).toHaveLength(1))
    expect(await names()).toContain('get_weather')
    await names()
    expect(lists).toBe(2)
    await subscription.close()
  })

  it('asks for a list that is fresh over another connection', async () => {
    const { client } = await connect()
    const wrapped = wrapClient(client)
    await wrapped.listTools()
    await client.close()
    const fetch = (url: string | URL, init?: RequestInit) => handler.fetch(new Request(url, init))
    await client.connect(new StreamableHTTPClientTransport(new URL('http://in.process/mcp'), { fetch }))
    await wrapped.listTools()
    expect(lists).toBe(2)
  })

  it('tries once more with a fresh definition where the headers are not what the server expects', async () => {
    const { client, headersOfCalls } = await connect()
    const wrapped = wrapClient(client)
    await wrapped.listTools({ task: 'run a database query' })
    const [query, mail] = TOOLS
    const { region, sql } = query!.inputSchema.properties!
    const renamed = { region: { ...region, 'x-mcp-header': 'Area' }, sql: sql! }
    tools = [{ ...query, inputSchema: { type: 'object', properties: renamed } }, mail!]
    refuseHeaders = (headers) => headers.get('mcp-param-area') !== 'north'
    const call = { name: 'run_query', arguments: { region: 'north', sql: 'select 1' } }
    await wrapped.callTool(call)
    expect(headersOfCalls.map((headers) => headers.get('mcp-param-area'))).toEqual([null, 'north'])
    refuseHeaders = () => true
    await expect(wrapped.callTool(call)).rejects.toMatchObject({ code: -32020 })
  })

  it('offers no tool whose header breaks the rules, and says so', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    tools = [BAD_HEADER, ...TOOLS]
    const result = await wrapClient((await connect()).client).listTools({ task: 'run a database query' })
    expect(result.tools.map(({ name }) => name)).not.toContain('bad_header')
    expect(result._meta).toMatchObject({
      'toolcrib/selection': { rejected: [{ index: 0, reason: expect.stringContaining('x-mcp-header') }] },
    })
    warn.mockRestore()
  })

  it('still checks structured content', async () => {
    tools = [NUMBERS, ...TOOLS]
    const wrapped = wrapClient((await connect()).client)
    await wrapped.listTools({ task: 'numbers' })
    await expect(wrapped.callTool({ name: 'numbers' })).rejects.toThrow(/Structured content/)
  })
})
