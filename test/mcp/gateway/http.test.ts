import { request as httpRequest } from 'node:http'
import type { Client } from '@modelcontextprotocol/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../upstream/manage.js'
import { ERAS, textOf, tool, Workshop } from './workshop.js'

let shop: Workshop
beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop.end())

const entries = () => ({
  one: shop.server('one', { tools: [tool('echo', 'Gives back what it gets.')] }),
})

const BODY = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} })

/** Status and text of a request; fetch would not send a Host of its own choice. */
function ask(
  url: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, {
      method,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
    })
    request.on('response', async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      resolve({ status: response.statusCode!, text })
    })
    request.on('error', reject)
    request.end(body)
  })
}

describe('the door', () => {
  it('refuses hosts and origins that are not its own', async () => {
    const url = await shop.http(await shop.gateway(entries()), { allowedOrigins: ['https://app.example'] })
    const status = async (headers: Record<string, string>) =>
      (await ask(url, { method: 'POST', headers, body: BODY })).status
    expect(await status({ host: 'evil.example' })).toBe(403)
    expect(await status({ origin: 'https://evil.example' })).toBe(403)
    expect(await status({ origin: 'null' })).toBe(403)
    // Neither names a session nor begins one.
    expect(await status({ origin: 'https://app.example' })).toBe(400)
    expect(await status({ host: 'localhost:1' })).toBe(400)
    expect(await status({ origin: 'http://localhost:5173' })).toBe(400)
    expect(await status({ origin: 'http://localhost.evil.example' })).toBe(403)
  })

  it('knows an address of IPv6 as Host has it, in brackets', async ({ skip }) => {
    const gateway = await shop.gateway(entries())
    const url = await shop.http(gateway, { host: '::', token: 'secret' }).catch(() => undefined)
    if (url === undefined) return skip('this machine has no IPv6')
    const at = url.replace('[::]', '127.0.0.1')
    const headers = { host: '[::]:1', authorization: 'Bearer secret' }
    expect((await ask(at, { method: 'POST', headers, body: BODY })).status).toBe(400)
  })

  it.each(ERAS)('wants the token where there is one (%s)', async (era) => {
    const url = await shop.http(await shop.gateway(entries()), { token: 'secret' })
    await expect(shop.client(url, era)).rejects.toThrow()
    await expect(shop.client(url, era, { token: 'secre' })).rejects.toThrow()
    const client = await shop.client(url, era, { token: 'secret' })
    expect((await client.listTools()).tools).toHaveLength(4)
    const metrics = url.replace('/mcp', '/metrics')
    expect((await ask(metrics)).status).toBe(401)
    expect((await ask(metrics, { headers: { authorization: 'Bearer secret' } })).status).toBe(200)
  })

  it('tells no metrics where there is no token', async () => {
    const url = await shop.http(await shop.gateway(entries()))
    const { status, text } = await ask(url.replace('/mcp', '/metrics'))
    expect([status, text]).toEqual([403, expect.stringContaining('Set $TOOLCRIB_TOKEN')])
  })

  it('is not opened to other machines without one', async () => {
    const gateway = await shop.gateway(entries())
    for (const host of ['0.0.0.0', '::', 'example.org'])
      await expect(shop.http(gateway, { host })).rejects.toMatchObject({
        code: 'option-invalid',
        message: expect.stringContaining('no token is set'),
      })
  })

  it('does not take bodies over the limit', async () => {
    const url = await shop.http(await shop.gateway(entries()), { maxBody: 2_000 })
    const large = await ask(url, { method: 'POST', body: BODY.padEnd(2_001) })
    expect(large.status).toBe(413)
    expect((await ask(url, { method: 'POST', body: BODY.padEnd(2_000) })).status).toBe(400)
  })

  it('answers who sent too much, and then the next request, at once', async () => {
    const url = await shop.http(await shop.gateway(entries()), { maxBody: 1_000 })
    const post = async (body: string) => {
      const response = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(5_000) })
      await response.text()
      return response
    }
    const refused = await post('x'.repeat(5 * 1024 * 1024))
    expect([refused.status, refused.headers.get('connection')]).toEqual([413, 'close'])
    expect((await post('{}')).status).toBe(415)
  })

  it('has nothing at a path that is no address', async () => {
    const { origin } = new URL(await shop.http(await shop.gateway(entries())))
    expect((await ask(`${origin}//`, { method: 'GET', headers: {} })).status).toBe(404)
  })

  it('tells a taken port', async () => {
    const gateway = await shop.gateway(entries())
    const port = Number(new URL(await shop.http(gateway)).port)
    await expect(shop.http(gateway, { port })).rejects.toThrow(
      /cannot listen at 127.0.0.1:\d+ \(EADDRINUSE\)/,
    )
  })
})

it('answers health, counts for a scraper, and nothing elsewhere', async () => {
  const gateway = await shop.gateway({
    ...entries(),
    lost: { transport: 'broken', reason: 'cannot be reached: x.' },
  })
  const url = await shop.http(gateway, { token: 'secret' })
  const headers = { authorization: 'Bearer secret' }
  expect(await ask(url.replace('/mcp', '/healthz'))).toEqual({ status: 200, text: '{"status":"ok"}' })
  expect((await ask(url.replace('/mcp', '/else'), { headers })).status).toBe(404)
  const client = await shop.client(url, 'modern', { token: 'secret' })
  await client.listTools()
  await client.callTool({ name: 'call_tool', arguments: { name: 'one__echo' } })
  await client.callTool({ name: 'call_tool', arguments: { name: 'one__none' } })
  const { text } = await ask(url.replace('/mcp', '/metrics'), { headers })
  expect(text).toContain('toolcrib_requests_total{what="tools/call"} 2\n')
  expect(text).toContain('toolcrib_errors_total{what="tools/call"} 1\n')
  expect(text).toContain('toolcrib_request_seconds_bucket{what="tools/call",le="+Inf"} 2\n')
  expect(text).toMatch(/^toolcrib_tokens_saved -?\d+$/m)
  expect(text).toContain('toolcrib_server_up{server="one"} 1\ntoolcrib_server_up{server="lost"} 0\n')
})

describe('sessions of 2025', () => {
  it('have connections of their own, which end with them', async () => {
    const gateway = await shop.gateway(entries())
    const url = await shop.http(gateway, { maxSessions: 2 })
    const clients: Client[] = []
    for (let each = 0; each < 3; each++) {
      const client = await shop.client(url, 'legacy')
      await client.callTool({ name: 'one__echo' })
      clients.push(client)
    }
    // The first had to go for the third; it is told to begin anew.
    await until(
      async () =>
        await clients[0]!.listTools().then(
          () => false,
          () => true,
        ),
    )
    expect(textOf(await clients[2]!.callTool({ name: 'one__echo' }))).toContain('echo')
  })

  it('end when nobody uses them', async () => {
    const url = await shop.http(await shop.gateway(entries()), { sessionIdleMs: 100 })
    const headers = { accept: 'application/json, text/event-stream' }
    const params = {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 't', version: '1' },
    }
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    })
    await response.text()
    const session = response.headers.get('mcp-session-id')!
    const list = () =>
      ask(url, { method: 'POST', headers: { ...headers, 'mcp-session-id': session }, body: BODY })
    expect((await list()).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await list()).status).toBe(404)
    expect(
      (await ask(url, { method: 'POST', headers: { ...headers, 'mcp-session-id': 'x' }, body: BODY })).status,
    ).toBe(404)
  })
})

it('lets calls end before it closes', async () => {
  const slow = shop.server('slow', { tools: [tool('wait', 'Waits.')], delayMs: 2_000 })
  const gateway = await shop.gateway({ slow }, { listWaitMs: 0 })
  const { serveGatewayHttp } = await import('../../../src/mcp/gateway/http/serveGatewayHttp.js')
  const http = await serveGatewayHttp({ gateway })
  const client = await shop.client(http.url, 'modern')
  const call = client.callTool({ name: 'slow__wait' })
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  await http.close()
  expect(textOf(await call)).toContain('wait')
  await expect(fetch(http.url)).rejects.toThrow()
})
