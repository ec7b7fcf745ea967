import type { IncomingMessage, ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { ManagedUpstream } from '../../../src/mcp/upstream/ManagedUpstream.js'
import type { ManagedUpstreamOptions } from '../../../src/mcp/upstream/ManagedUpstreamOptions.js'
import { type ListeningServer, legacyHttp, legacySse, listenHttp, modernHttp } from './contractServers.js'
import { manage, until } from './manage.js'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

function open(
  url: string,
  options: Partial<ManagedUpstreamOptions> & { transport?: 'sse' } = {},
): ManagedUpstream {
  const { transport = 'http', ...rest } = options
  const upstream = manage({ transport, url }, rest)
  ends.unshift(() => upstream.close())
  return upstream
}

async function serve<T extends { end(): Promise<void> }>(server: Promise<T>): Promise<T> {
  const made = await server
  ends.push(() => made.end().catch(() => {}))
  return made
}

/** Ends a server and waits until the other side knows: what is sent in between may have arrived, so it is not repeated. */
async function gone(server: ListeningServer): Promise<void> {
  await server.end()
  await new Promise((resolve) => setTimeout(resolve, 100))
}

interface Message {
  id?: number
  method: string
  params: { name?: string; protocolVersion?: string }
}

const TOOL = { name: 'good_tool', inputSchema: { type: 'object' } }

/** A server of 2025 on bare HTTP that goes wrong in `tools/call` by the tool's name; `received` counts the calls. */
async function faultyHttp() {
  const received: string[] = []
  const lists = { left: 0 }
  const FAULTS: Record<string, (response: ServerResponse) => void> = {
    hang: () => {},
    reset: (response) => void response.socket?.destroy(),
    cut: (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {"json')
      setTimeout(() => response.socket?.destroy(), 20)
    },
    end: (response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(': bye\n\n'),
    html: (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    broken: (response) =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end('{"jsonrpc'),
    nothing: (response) =>
      void response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"jsonrpc": "2.0", "id": 2, "result": null}'),
    away: (response) => void response.writeHead(503).end('try later'),
    refused: (response) => void response.writeHead(401).end('no key'),
    wrongId: (response) =>
      void response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"jsonrpc": "2.0", "id": 9999, "result": {"content": []}}'),
  }
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'POST') return void response.writeHead(405).end()
    let body = ''
    request.on('data', (piece) => (body += piece))
    request.on('end', () => {
      const { id, method, params } = JSON.parse(body) as Message
      const say = (result: unknown) =>
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ jsonrpc: '2.0', id, result }))
      if (id === undefined) return response.writeHead(202).end()
      if (method === 'initialize') {
        const serverInfo = { name: 'faulty', version: '1' }
        return say({ protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo })
      }
      if (method === 'tools/list')
        return lists.left-- > 0 ? FAULTS['away']?.(response) : say({ tools: [TOOL] })
      if (method !== 'tools/call') return response.writeHead(404).end()
      received.push(params.name ?? '')
      return (
        FAULTS[params.name ?? '']?.(response) ?? (params.name === 'fine' ? say({ content: [] }) : undefined)
      )
    })
  }
  return { received, lists, ...(await serve(listenHttp(answer))) }
}

describe('a call that goes wrong over Streamable HTTP', () => {
  it.each([
    ['hang', /did not answer tools\/call within 0\.3 s\./],
    [
      'reset',
      /went away before it answered tools\/call: .* It may have been done: repeat only what may run twice\./,
    ],
    ['cut', /went away before it answered tools\/call: the stream ended .* It may have been done/],
    ['end', /went away before it answered tools\/call: the stream ended before the answer came/],
    ['html', /gave something that is no answer to tools\/call: Unexpected content type: text\/html/],
    ['away', /went away before it answered tools\/call: .*try later.* It may have been done/],
    ['broken', /gave something that is no answer to tools\/call: it is no message of the protocol\./],
    ['nothing', /gave something that is no answer to tools\/call: it is no message of the protocol\./],
    ['refused', /asked for other credentials for tools\/call: .*Check its headers or its authProvider\./],
    ['wrongId', /did not answer tools\/call within 0\.3 s: messages that answer no request came \(1\)/],
  ])('%s: ends with the reason, was sent once, and the next call is answered', async (name, message) => {
    const { origin, received } = await faultyHttp()
    // Only those that wait for their limit have a short one: the others must not come near it.
    const upstream = open(`${origin}/`, message.source.includes('within') ? { callTimeoutMs: 300 } : {})
    await upstream.listTools()
    const call = upstream.callTool({ name })
    await expect(call).rejects.toThrow(message)
    await expect(call).rejects.toMatchObject({ code: 'server-failed', details: { phase: 'call' } })
    expect(await upstream.callTool({ name: 'fine' })).toEqual({ content: [] })
    expect(received).toEqual([name, 'fine'])
  })

  it('a list is asked for again where the server was away', async () => {
    const { origin, lists } = await faultyHttp()
    lists.left = 2
    const upstream = open(`${origin}/`)
    expect((await upstream.listTools()).tools).toEqual([TOOL])
    lists.left = 3
    await expect(upstream.listTools({ from: 'anew' })).rejects.toThrow(
      /before it answered tools\/list: .* Ask again\./,
    )
  })

  it('a socket that is accepted and never answered ends at the limit of a start', async () => {
    const silent = createTcpServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    ends.push(async () => void silent.close())
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`
    for (const transport of ['http', 'sse'] as const) {
      const upstream = manage({ transport, url }, { startTimeoutMs: 300, retries: 0 })
      ends.unshift(() => upstream.close())
      await upstream.start()
      expect(upstream.state).toMatchObject({
        status: 'failed',
        error: { message: expect.stringMatching(/^Server "one" did not start within 0\.3 s/) },
      })
      await expect(upstream.listTools()).rejects.toThrow(/is not ready after 0\.3 s: it is still starting/)
    }
  })
})

describe('a server by URL that is started again', () => {
  const kinds = [
    ['Streamable HTTP of 2026', modernHttp, undefined],
    ['Streamable HTTP of 2025', legacyHttp, undefined],
    ['HTTP+SSE', legacySse, 'sse'],
  ] as [string, (port?: number) => Promise<ListeningServer>, 'sse' | undefined][]

  it.each(kinds)('%s: calls and lists go on with the new one', async (_, kind, transport) => {
    const first = await kind()
    const upstream = open(`${first.origin}/`, transport === undefined ? {} : { transport })
    const list = await upstream.listTools()
    await gone(first)
    await serve(kind(first.port))
    expect(await upstream.callTool({ name: 'echo', arguments: { message: 'x' } })).toMatchObject({
      structuredContent: { given: { message: 'x' } },
    })
    expect(await upstream.listTools({ from: 'anew' })).toBe(list)
    expect(upstream.state).toEqual({ status: 'ready' })
    // Word of changes comes from the new one too.
    let told = 0
    upstream.onEvent(({ type }) => type === 'tools' && told++)
    await upstream.callTool({ name: 'grow' })
    await until(() => told > 0)
  })

  it.each(kinds)(
    '%s: a call waits for it where it was refused before it was sent',
    async (_, kind, transport) => {
      const first = await kind()
      const options = { retries: 8, ...(transport === undefined ? {} : { transport }) }
      const upstream = open(`${first.origin}/`, options)
      await upstream.listTools()
      await gone(first)
      const call = upstream.callTool({ name: 'count' })
      await new Promise((resolve) => setTimeout(resolve, 150))
      await serve(kind(first.port))
      expect(await call).toMatchObject({ content: [{ text: expect.stringContaining('"calls":1') }] })
    },
  )

  it('is listed anew once it can tell of changes again, since some may be lost', async () => {
    const first = await modernHttp()
    const upstream = open(`${first.origin}/`)
    await upstream.listTools()
    // The first stream begins a moment after the first list.
    await new Promise((resolve) => setTimeout(resolve, 200))
    let told = 0
    upstream.onEvent(({ type }) => type === 'tools' && told++)
    await gone(first)
    await serve(modernHttp(first.port))
    await until(() => told > 0)
  })

  it.each([
    ['older', modernHttp, legacyHttp],
    ['newer', legacyHttp, modernHttp],
  ])('may speak the %s protocol then', async (_, before, after) => {
    const first = await before()
    const upstream = open(`${first.origin}/`)
    const list = await upstream.listTools()
    await gone(first)
    await serve(after(first.port))
    expect(await upstream.callTool({ name: 'echo', arguments: { message: 'x' } })).toMatchObject({
      structuredContent: { given: { message: 'x' } },
    })
    expect(await upstream.listTools({ from: 'anew' })).toBe(list)
  })

  it('is told that its session is no longer needed', async () => {
    const methods: (string | undefined)[] = []
    const { origin, port, end } = await serve(legacyHttp())
    const relay = await serve(
      listenHttp(async (request, response) => {
        methods.push(request.method)
        if (request.method === 'GET') return response.writeHead(405).end()
        const { host: _, connection: __, ...headers } = request.headers as Record<string, string>
        const body = request.method === 'POST' ? await new Response(request as never).text() : null
        const answer = await fetch(`${origin}/`, { method: request.method ?? '', headers, body })
        return response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
      }),
    )
    expect(port).not.toBe(relay.port)
    const upstream = open(`${relay.origin}/`)
    await upstream.listTools()
    await upstream.close()
    expect(methods.at(-1)).toBe('DELETE')
    await end()
  })

  it('is unreachable after the retries, and says so until it answers', async () => {
    const first = await modernHttp()
    const upstream = open(`${first.origin}/`)
    await upstream.listTools()
    await gone(first)
    await expect(upstream.callTool({ name: 'count' })).rejects.toThrow(
      /could not be reached for tools\/call: .*ECONNREFUSED.* Check its url, and that it runs\./,
    )
    expect(upstream.state).toMatchObject({ status: 'failed', error: { code: 'server-failed' } })
    await serve(modernHttp(first.port))
    await upstream.callTool({ name: 'count' })
    expect(upstream.state).toEqual({ status: 'ready' })
  })
})
