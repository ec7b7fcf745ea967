import { createMcpHandler, Server } from '@modelcontextprotocol/server'
import { afterEach, describe, expect, it } from 'vitest'
import { contractStdio, legacyHttp, legacySse, listenHttp, viaFetch } from './contractServers.js'
import { manage } from './manage.js'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const withHeader = (name: string) => ({
  name: 'run_query',
  inputSchema: {
    type: 'object',
    properties: { region: { type: 'string', 'x-mcp-header': name }, sql: { type: 'string' } },
  },
})

interface Behaviour {
  /** What `tools/list` gives. */
  list: Record<string, unknown>
  /** The header that a call must have, by its name in lower case. */
  needs?: string
}

/** A server of 2026 whose behaviour may be changed while it runs; it counts lists and keeps the headers of calls. */
async function modern(behaviour: Behaviour) {
  const seen = { lists: 0, calls: [] as Headers[], done: 0 }
  const handler = createMcpHandler(() => {
    const server = new Server({ name: 'modern', version: '1' }, { capabilities: { tools: {} } })
    server.setRequestHandler('tools/list', () => {
      seen.lists++
      return behaviour.list as never
    })
    server.setRequestHandler('tools/call', () => {
      seen.done++
      return { content: [] }
    })
    return server
  })
  const answer = async (request: Request): Promise<Response> => {
    if (request.headers.get('mcp-method') !== 'tools/call') return await handler.fetch(request)
    seen.calls.push(request.headers)
    if (behaviour.needs === undefined || request.headers.has(behaviour.needs))
      return await handler.fetch(request)
    const { id } = (await request.json()) as { id: number }
    const error = { code: -32020, message: 'header mismatch' }
    return Response.json({ jsonrpc: '2.0', id, error }, { status: 400 })
  }
  const { origin, end } = await listenHttp((request, response) => viaFetch(answer, { request, response }))
  const upstream = manage({ transport: 'http', url: `${origin}/` })
  ends.push(() => upstream.close(), end)
  return { upstream, seen }
}

const regions = (calls: readonly Headers[]) => calls.map((headers) => headers.get('mcp-param-region'))
const call = { name: 'run_query', arguments: { region: 'north', sql: 'select 1' } }

describe('headers of calls', () => {
  it('are made of the arguments, by the definition that is given or by the list', async () => {
    const { upstream, seen } = await modern({
      list: { tools: [withHeader('Region')], ttlMs: 0, cacheScope: 'private' },
    })
    await upstream.callTool(call)
    const { tools } = await upstream.listTools()
    await upstream.callTool(call)
    await upstream.callTool(call, { definition: withHeader('Other') })
    await upstream.callTool(call, { definition: tools[0] })
    expect(regions(seen.calls)).toEqual([null, 'north', null, 'north'])
    expect(seen.calls[2]?.get('mcp-param-other')).toBe('north')
  })

  it('that the server refuses are made anew of a new list, once, and the call is done once', async () => {
    const behaviour: Behaviour = {
      list: { tools: [withHeader('Old')], ttlMs: 60_000, cacheScope: 'private' },
    }
    const { upstream, seen } = await modern(behaviour)
    const { tools } = await upstream.listTools()
    behaviour.list = { ...behaviour.list, tools: [withHeader('Region')] }
    behaviour.needs = 'mcp-param-region'
    await upstream.callTool(call, { definition: tools[0] })
    expect([regions(seen.calls), seen.done, seen.lists]).toEqual([[null, 'north'], 1, 2])
    behaviour.needs = 'mcp-param-never'
    await expect(upstream.callTool(call)).rejects.toMatchObject({ code: -32020 })
    expect(seen.calls).toHaveLength(4)
  })
})

describe('a list of 2026', () => {
  it('leaves out, with the reason, a tool whose headers cannot be sent as declared', async () => {
    const bad = { ...withHeader('no good'), name: 'bad' }
    const list = { tools: [bad, withHeader('Region')], ttlMs: 0, cacheScope: 'private' }
    const { upstream } = await modern({ list })
    const { tools, rejected } = await upstream.listTools()
    expect(tools).toEqual([withHeader('Region')])
    expect(rejected).toEqual([{ index: 0, reason: 'region: x-mcp-header is no name of a header' }])
  })

  it('keeps its good tools beside odd ones, though the SDK would refuse the whole', async () => {
    const odd = { name: 'odd', inputSchema: 5, outputSchema: 'x' }
    const { upstream } = await modern({
      list: { tools: [odd, null, withHeader('Region')], ttlMs: 0, cacheScope: 'private' },
    })
    const { tools, rejected } = await upstream.listTools()
    expect(tools).toEqual([odd, withHeader('Region')])
    expect(rejected).toEqual([{ index: 1, reason: 'it is not an object but null' }])
  })

  it.each([
    [{ ttlMs: 60_000, cacheScope: 'private' }, 1],
    [{ ttlMs: 0, cacheScope: 'private' }, 3],
  ])('holds as long as it says: %j', async (cache, lists) => {
    const { upstream, seen } = await modern({ list: { tools: [withHeader('Region')], ...cache } })
    const first = await upstream.listTools()
    expect([await upstream.listTools(), await upstream.listTools()]).toEqual([first, first])
    expect(seen.lists).toBe(lists)
    await upstream.listTools({ from: 'anew' })
    expect(seen.lists).toBe(lists + 1)
  })
})

describe('results of calls', () => {
  it('come as they are, blocks that the SDK does not know included', async () => {
    const odd = {
      content: [
        { type: 'vendor.example/new', x: 1 },
        { type: 'text', text: 'a', more: [1] },
      ],
      extra: true,
    }
    for (const era of ['modern', 'legacy'] as const) {
      const { origin, end } = await listenHttp(bare(era, odd))
      const upstream = manage({ transport: 'http', url: `${origin}/` })
      ends.push(() => upstream.close(), end)
      expect(await upstream.callTool({ name: 'x' })).toEqual(odd)
    }
  })
})

/** A server without an SDK that gives one result to every call. */
function bare(era: 'modern' | 'legacy', result: object): Parameters<typeof listenHttp>[0] {
  return (request, response) => {
    let body = ''
    request.on('data', (piece) => (body += piece))
    request.on('end', () => {
      const { id, method, params } = JSON.parse(body || '{}') as {
        id?: number
        method?: string
        params?: { protocolVersion?: string }
      }
      const results: Record<string, object> = {
        ...(era === 'legacy'
          ? {
              initialize: {
                protocolVersion: params?.protocolVersion,
                capabilities: { tools: {} },
                serverInfo: { name: 'bare', version: '1' },
              },
            }
          : {
              'server/discover': {
                supportedVersions: ['2026-07-28'],
                capabilities: { tools: {} },
                ttlMs: 0,
                cacheScope: 'private',
              },
            }),
        'tools/call': result,
      }
      const found = results[method ?? '']
      if (id === undefined) return response.writeHead(202).end()
      const stamp = era === 'modern' ? { resultType: 'complete' } : {}
      const answer =
        found === undefined
          ? { error: { code: -32601, message: 'Method not found' } }
          : { result: { ...stamp, ...found } }
      return response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ jsonrpc: '2.0', id, ...answer }))
    })
  }
}

describe('a list of 2025', () => {
  it.each([
    ['over stdio', async () => ({ entry: contractStdio(), end: async () => {} })],
    ['over HTTP+SSE', async () => byUrl('sse', await legacySse())],
    ['over Streamable HTTP', async () => byUrl('http', await legacyHttp())],
  ] as const)('is not asked for again while nothing is told: %s', async (_, serve) => {
    const { entry, end } = await serve()
    const upstream = manage(entry)
    ends.push(() => upstream.close(), end)
    const first = await upstream.listTools()
    for (let times = 0; times < 3; times++) expect(await upstream.listTools()).toBe(first)
    await upstream.listTools({ from: 'anew' })
    expect(await upstream.callTool({ name: 'count' })).toMatchObject({
      content: [{ text: expect.stringContaining('"lists":2') }],
    })
  })
})

function byUrl(transport: 'sse' | 'http', { origin, end }: { origin: string; end: () => Promise<void> }) {
  return { entry: { transport, url: `${origin}/` }, end }
}
