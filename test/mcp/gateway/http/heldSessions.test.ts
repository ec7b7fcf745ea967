import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RecentEvents } from '../../../../src/mcp/gateway/http/RecentEvents.js'
import { streamedAnswer } from '../../../../src/mcp/gateway/http/streamedAnswer.js'
import { textOf, tool, Workshop } from '../workshop.js'

let shop: Workshop
beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop.end())

const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
const CALL = {
  ...{ jsonrpc: '2.0', id: 5, method: 'tools/call' },
  params: { name: 'one__echo', arguments: { text: 'hi' } },
}

/** A session at a gateway in front of one server, and requests of it. */
async function session(spec: { delayMs?: number } = {}) {
  const one = shop.server('one', { tools: [tool('echo', 'Gives back.')], ...spec })
  const url = await shop.http(await shop.gateway({ one }))
  const params = {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 't', version: '1' },
  }
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })
  const begun = await fetch(url, { method: 'POST', headers: HEADERS, body })
  await begun.text()
  const headers = { ...HEADERS, 'mcp-session-id': begun.headers.get('mcp-session-id')! }
  return (init: RequestInit & { headers?: Record<string, string> }) =>
    fetch(url, { ...init, headers: { ...headers, ...init.headers } })
}

const call = { method: 'POST', body: JSON.stringify(CALL) }

describe('a call of a session', () => {
  it('is answered by a stream that can be gone on with', async () => {
    const send = await session()
    const response = await send({ ...call, headers: { 'mcp-protocol-version': '2025-11-25' } })
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const text = await response.text()
    const [, first, message] =
      /^id: (\d+)\nretry: 1000\ndata: \n\n(event: message\nid: \d+\ndata: .*\n\n)$/.exec(text)!
    expect(JSON.parse(/^data: (.*)$/m.exec(message!)![1]!)).toMatchObject({ jsonrpc: '2.0', id: 5 })
    const again = await send({ method: 'GET', headers: { 'last-event-id': first! } })
    expect(await again.text()).toBe(message)
  })

  it('that began no stream is told that its session has ended', async () => {
    const send = await session({ delayMs: 600 })
    const called = send(call)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await send({ method: 'DELETE' })).status).toBe(200)
    expect((await called).status).toBe(404)
  })

  it('that its client cancels is handed to the SDK, and never sent', async () => {
    const send = await session({ delayMs: 1_500 })
    const called = send({ ...call, signal: AbortSignal.timeout(5_000) })
    await new Promise((resolve) => setTimeout(resolve, 100))
    const params = { requestId: 5 }
    const body = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params })
    expect((await send({ method: 'POST', body })).status).toBe(202)
    const stream = await called
    expect(stream.headers.get('content-length')).toBeNull()
    await stream.body!.cancel()
    // The next call waits until the server is there.
    const next = { ...CALL, id: 6, params: { ...CALL.params, arguments: { text: 'next' } } }
    await (await send({ method: 'POST', body: JSON.stringify(next) })).text()
    const sent = shop.sent('one').filter(({ method }) => method === 'tools/call')
    expect(sent.map(({ params }) => params['arguments'])).toEqual([{ text: 'next' }])
  })

  it('that takes long gets a stream meanwhile', async () => {
    const send = await session({ delayMs: 2_500 })
    const began = performance.now()
    const response = await send({ ...call, headers: { 'mcp-protocol-version': '2025-11-25' } })
    expect(performance.now() - began).toBeLessThan(2_400)
    expect(response.headers.get('content-length')).toBeNull()
    const text = await response.text()
    expect(text).toMatch(/^id: \d+\nretry: 1000\ndata: \n\nevent: message\n/)
  })

  it('asks its client what its server asks', async () => {
    const one = shop.server('one', { tools: [tool('ask', 'Asks.')] })
    const url = await shop.http(await shop.gateway({ one }))
    const client = await shop.client(url, 'legacy', { capabilities: { elicitation: {} } })
    client.setRequestHandler('elicitation/create', () => ({ action: 'decline' }))
    expect(textOf(await client.callTool({ name: 'one__ask' }))).toBe('{"action":"decline"}')
  })
})

it('older clients get no event without data', () => {
  const message = { jsonrpc: '2.0', id: 1, result: {} } as const
  const of = (version: string | undefined) =>
    streamedAnswer(message, { events: new RecentEvents(), version, retryMs: 9 })
  const bare = `event: message\nid: 1\ndata: ${JSON.stringify(message)}\n\n`
  for (const version of [undefined, '2025-06-18', '2099-01-01']) expect(of(version)).toBe(bare)
  expect(of('2025-11-25')).toBe(`id: 1\nretry: 9\ndata: \n\n${bare.replace('id: 1', 'id: 2')}`)
})
