import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import {
  createProviderCounter,
  type ProviderCounterOptions,
} from '../../../../src/tokens/render/drivers/providerCounter.js'
import { PING, WEATHER } from '../tools.js'
import { type Fault, startCountServer } from './countServer.js'

const KEY = 'sk-secret-key-123'
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

async function counterOf(options: Partial<ProviderCounterOptions>, faults: Fault[] = []) {
  const server = await startCountServer(faults)
  closers.push(server.close)
  const waits: number[] = []
  const sleep = async (ms: number) => {
    waits.push(ms)
  }
  const counter = createProviderCounter({ model: 'gpt-4o', apiKey: KEY, url: server.url, sleep, ...options })
  return { counter, server, waits }
}

describe('each endpoint gets its form and key, with tools and without', () => {
  it('OpenAI', async () => {
    const { counter, server } = await counterOf({ model: 'gpt-4o' })
    expect(await counter.count([WEATHER, PING])).toMatchObject({
      kind: 'exact',
      tokens: 200,
      low: 200,
      high: 200,
    })
    expect(server.seen.map(({ path }) => path)).toEqual(Array(2).fill('/responses/input_tokens'))
    expect(server.seen[0]!.headers).toMatchObject({ authorization: `Bearer ${KEY}` })
    expect(server.seen[0]!.body['tools']).toMatchObject([
      { type: 'function', name: 'get_weather' },
      { name: 'ping' },
    ])
    expect(server.seen[1]!.body).not.toHaveProperty('tools')
  })

  it('Anthropic, which calls its count an estimate', async () => {
    const { counter, server } = await counterOf({ model: 'claude-opus-5-5' })
    expect(await counter.count([PING])).toMatchObject({
      kind: 'unverified',
      tokens: 100,
      low: null,
      high: null,
    })
    expect(server.seen[0]).toMatchObject({
      path: '/v1/messages/count_tokens',
      headers: { 'x-api-key': KEY, 'anthropic-version': '2023-06-01' },
      body: { tools: [{ name: 'ping', input_schema: { type: 'object' } }] },
    })
  })

  it('Gemini', async () => {
    const { counter, server } = await counterOf({ model: 'gemini-3.8-flash' })
    expect(await counter.count([PING])).toMatchObject({ kind: 'exact', tokens: 100 })
    expect(server.seen[0]).toMatchObject({
      path: '/v1beta/models/gemini-3.8-flash:countTokens',
      headers: { 'x-goog-api-key': KEY },
      body: { generateContentRequest: { model: 'models/gemini-3.8-flash' } },
    })
  })

  it('none is asked about no tools', async () => {
    const { counter, server } = await counterOf({})
    expect(await counter.count([])).toMatchObject({ tokens: 0 })
    expect(server.seen).toEqual([])
  })
})

describe('failures', () => {
  it('are tried again after what Retry-After asks for, or a doubling time', async () => {
    const faults = [
      { status: 429, body: '', headers: { 'retry-after': '7' } },
      { status: 503, body: '' },
      undefined,
    ]
    const { counter, waits } = await counterOf({ timeoutMs: 100 }, faults)
    expect(await counter.count([PING])).toMatchObject({ tokens: 100 })
    expect(waits).toEqual([7000, 1000, 2000])
  })

  it('end coded, at once where another try is vain, and never hold the key', async () => {
    const echo = { status: 401, body: `{"error":"bad key ${KEY}"}` }
    const { counter, server } = await counterOf({}, [echo])
    const error = await counter.count([PING]).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: 'count-failed',
      details: { provider: 'openai', attempts: 1, status: 401 },
    })
    expect(server.seen).toHaveLength(1)
    expect(inspect([error, counter], { depth: 9 })).not.toContain(KEY)
    // Where the quote is cut through the key.
    const cut = await counterOf({}, [{ status: 400, body: 'y'.repeat(290) + KEY }])
    const quoted = (await cut.counter.count([PING]).catch((reason: Error) => reason)) as Error
    expect(quoted.message).not.toContain('sk-s')
  })

  it('of the answer are coded', async () => {
    for (const body of ['<html>', '{}', '{"input_tokens": 1.5}', 'null']) {
      const { counter } = await counterOf({}, [{ status: 200, body }])
      await expect(counter.count([PING])).rejects.toMatchObject({ code: 'count-failed' })
    }
  })

  it('at most `retries` times', async () => {
    const { counter, server } = await counterOf({ retries: 1 }, Array(5).fill({ status: 500, body: '' }))
    await expect(counter.count([PING])).rejects.toMatchObject({ details: { attempts: 2 } })
    expect(server.seen).toHaveLength(2)
  })

  it('an abort ends it', async () => {
    const { counter } = await counterOf({}, [undefined])
    const stop = new AbortController()
    const counting = counter.count([PING], { signal: stop.signal })
    setTimeout(() => stop.abort(), 20)
    await expect(counting).rejects.toMatchObject({ code: 'aborted' })
  })
})

it('bad options', () => {
  const make = (options: object) => () =>
    createProviderCounter({ model: 'gpt-4o', apiKey: KEY, ...options } as ProviderCounterOptions)
  for (const bad of [
    { apiKey: 'a b' },
    { apiKey: '' },
    { url: 'ftp://x' },
    { timeoutMs: 0 },
    { retries: 11 },
  ])
    expect(make(bad)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
  expect(make({ modle: 1 })).toThrow(expect.objectContaining({ code: 'option-unknown' }))
  expect(make({ model: 'llama' })).toThrow(expect.objectContaining({ code: 'model-unknown' }))
})
