import type { Client } from '@modelcontextprotocol/client'
import { afterEach, describe, expect, it } from 'vitest'
import { createRelay } from '../../../src/mcp/relay/createRelay.js'
import { ODD_RESULT } from '../../fixtures/relayTools.mjs'
import { type Route, relayServer } from './relayServers.js'
import { answerOf, type ClientOptions, connectClient } from './testGateway.js'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const asked: { method: string; params?: unknown }[] = []
afterEach(() => void asked.splice(0))

/** Answers everything, and keeps what it was asked. */
function answerAll(client: Client): void {
  client.setRequestHandler('elicitation/create', ({ method, params }) => {
    asked.push({ method, params })
    return { action: 'accept', content: { answer: `re: ${params.message}` } }
  })
  client.setRequestHandler('sampling/createMessage', ({ method, params }) => {
    asked.push({ method, params })
    return { role: 'assistant', model: 'm', content: { type: 'text', text: 'hi' } }
  })
  client.setRequestHandler('roots/list', ({ method, params }) => {
    asked.push({ method, params })
    return { roots: [{ uri: 'file:///home/ana', name: 'home' }] }
  })
}

async function pair(era: ClientOptions['era'], route: Route) {
  const { upstream, end } = await relayServer(route)
  ends.push(end)
  const client = await connectClient(
    { relay: createRelay(), upstream, context: 'ana' },
    { era, prepare: answerAll },
  )
  ends.push(client.close)
  return { ...client, upstream }
}

const ROUTES: Route[] = ['legacy stdio', 'legacy http', 'modern stdio', 'modern http']
const PAIRS = (['legacy', 'modern'] as const).flatMap((era) => ROUTES.map((route) => [era, route] as const))

describe.each(PAIRS)('a %s client on a server over %s', (era, route) => {
  it('is elicited, in one round and in two', async () => {
    const { call } = await pair(era, route)
    const first = { action: 'accept', content: { answer: 're: Which? 1' } }
    expect(answerOf(await call('ask'))).toEqual([first])
    expect(answerOf(await call('ask', { rounds: 2 }))).toEqual([
      first,
      { action: 'accept', content: { answer: 're: Which? 2' } },
    ])
    expect(asked).toHaveLength(3)
    expect(asked[0]).toMatchObject({ params: { _meta: { 'vendor.example/kept': 1 } } })
  })

  it('is asked for completions and roots, and for two things at a time', async () => {
    const { call } = await pair(era, route)
    expect(answerOf(await call('sample'))).toMatchObject({ content: { type: 'text', text: 'hi' } })
    expect(answerOf(await call('roots'))).toEqual({ roots: [{ uri: 'file:///home/ana', name: 'home' }] })
    expect(answerOf(await call('both'))).toEqual({
      form: { action: 'accept', content: { answer: 're: Which?' } },
      roots: { roots: [{ uri: 'file:///home/ana', name: 'home' }] },
    })
  })

  it('is elicited by URL', async () => {
    const { call, seen } = await pair(era, route)
    expect(answerOf(await call('visit'))).toMatchObject({ action: 'accept' })
    const isDone = seen.some(({ method }) => method === 'notifications/elicitation/complete')
    expect(isDone).toBe(era === 'legacy' && route.startsWith('legacy'))
    expect(asked).toMatchObject([{ params: { mode: 'url', url: 'https://example.com/login' } }])
    // The SDK's client of 2026 leaves the id out, which is no longer in the protocol.
    const { elicitationId } = (asked[0] as { params: { elicitationId?: string } }).params
    const isFromServer = era === 'legacy' && route.startsWith('legacy')
    if (isFromServer) expect(elicitationId).toBe('visit-1')
    else expect(typeof elicitationId).toBe(era === 'legacy' ? 'string' : 'undefined')
  })

  it('is told to visit a URL first as its protocol has it', async () => {
    const { call } = await pair(era, route)
    const isError = era === 'legacy' && route.startsWith('legacy')
    const data = { elicitations: [{ elicitationId: 'visit-1' }] }
    if (isError) await expect(call('login')).rejects.toMatchObject({ code: -32042, data })
    expect(answerOf(await call('login'))).toBe('accept')
    expect(asked).toHaveLength(isError ? 0 : 1)
  })

  it('gets results and errors as they came', async () => {
    const { call, request } = await pair(era, route)
    const expected =
      era === 'legacy' ? { ...ODD_RESULT, structuredContent: { result: [1, 'two'] } } : ODD_RESULT
    expect(await call('odd')).toMatchObject(expected)
    expect(await call('fail')).toMatchObject({ isError: true, 'x-unknown': 1 })
    await expect(call('refuse')).rejects.toMatchObject({
      code: -31999,
      message: expect.stringContaining('Not like this'),
      data: { kept: [1] },
    })
    expect(await request('resources/read', { uri: 'x://1' })).toMatchObject({
      contents: [{ uri: 'x://1', text: 'x', 'x-unknown': 1 }],
      'x-unknown': 2,
    })
    expect(await request('prompts/get', { name: 'p' })).toMatchObject({
      messages: [{ content: { text: expect.stringContaining('re: Which? 1') } }],
      _meta: { 'vendor.example/name': 'p' },
    })
  })
})
