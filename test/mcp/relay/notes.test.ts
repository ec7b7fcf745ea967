import { LOG_LEVEL_META_KEY } from '@modelcontextprotocol/client'
import { describe, expect, it } from 'vitest'
import { until } from '../upstream/manage.js'
import { openClient, openGate, PAIRS } from './rig.js'
import { answerOf, type TestClient } from './testGateway.js'

const PROGRESS = 'notifications/progress'
const shown = ({ seen }: TestClient) =>
  seen
    .filter(({ method }) => [PROGRESS, 'notifications/message'].includes(method))
    .map(({ method, params }) => (method === PROGRESS ? params?.['progress'] : params?.['level']))

describe.each(PAIRS)('a %s client of a server over %s', (era, route) => {
  const open = async () => await openClient(await openGate(route), { era })
  const withLevel = (level: string) => (era === 'modern' ? { [LOG_LEVEL_META_KEY]: level } : {})

  it('gets progress under its own token and logs, in order and before the result', async () => {
    const client = await open()
    const _meta = { progressToken: 'a"1', ...withLevel('debug') }
    let atResult: unknown
    await client.call('steps', {}, { _meta }).then(() => {
      atResult = shown(client)
    })
    expect(atResult).toEqual([1, 'info', 'debug', 2])
    const [first] = client.seen.filter(({ method }) => method === PROGRESS)
    expect(first?.params).toMatchObject({ progressToken: 'a"1', progress: 1, total: 2 })
  })

  it('gets no progress that it did not ask for, and the logs of its level', async () => {
    const client = await open()
    await client.call('steps')
    // In 2025 a client that set no level gets everything, in 2026 nothing.
    expect(shown(client)).toEqual(era === 'legacy' ? ['info', 'debug'] : [])
    client.seen.length = 0
    if (era === 'legacy') await client.request('logging/setLevel', { level: 'info' })
    await client.call('steps', {}, { _meta: withLevel('info') })
    expect(shown(client)).toEqual(['info'])
    client.seen.length = 0
    if (era === 'legacy') await client.request('logging/setLevel', { level: 'error' })
    await client.call('steps', {}, { _meta: withLevel('error') })
    expect(shown(client)).toEqual([])
  })

  it('cancels at the server what it cancels', async () => {
    const client = await open()
    const controller = new AbortController()
    const call = client.call('wait', {}, { signal: controller.signal })
    call.catch(() => {})
    const counts = async () => answerOf(await client.call('count')) as { waits: number; cancelled: number }
    await until(async () => (await counts()).waits === 1)
    expect(await counts()).toEqual({ waits: 1, cancelled: 0 })
    controller.abort()
    await expect(call).rejects.toThrow()
    await until(async () => (await counts()).cancelled === 1)
  })

  it('tells the server its own capabilities and metadata, and no more', async () => {
    const gate = await openGate(route)
    const client = await openClient(gate, { era, capabilities: { roots: {} } })
    const answer = answerOf(
      await client.call('envelope', {}, { _meta: { 'vendor.example/tag': 1, progressToken: 7 } }),
    ) as Record<string, unknown>
    expect(answer['meta']).toMatchObject({ 'vendor.example/tag': 1 })
    expect(answer['meta'] as object).not.toHaveProperty('progressToken', 7)
    if (route.startsWith('modern')) expect(answer['capabilities']).toEqual({ roots: {} })
  })
})
