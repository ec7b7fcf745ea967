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
    expect(await counts()).toMatchObject({ waits: 1, cancelled: 0 })
    controller.abort()
    await expect(call).rejects.toThrow()
    await until(async () => (await counts()).cancelled === 1)
  })

  it('that goes away while it is asked something takes its call with it', async () => {
    const gate = await openGate(route)
    let isAsked = false
    const leaving = await openClient(gate, {
      era,
      prepare: (client) =>
        client.setRequestHandler('elicitation/create', () => {
          isAsked = true
          return new Promise(() => {})
        }),
    })
    const call = leaving.call('ask')
    call.catch(() => {})
    await until(() => isAsked)
    await leaving.close()
    // The SDK's client of 2026 waits for its own handler, whatever became of the connection.
    if (era === 'legacy') await expect(call).rejects.toThrow()
    // What a client of 2026 is asked waits for its answer; its server of 2026 holds nothing.
    if (era === 'modern') gate.relay.end()
    await until(() => !gate.upstream.isBusy)
    const other = await openClient(gate, { era })
    const counts = async () => answerOf(await other.call('count')) as { cancelled: number }
    if (route.startsWith('legacy')) await until(async () => (await counts()).cancelled === 1)
    expect(gate.relay.parked).toBe(0)
  })

  it('tells the server that its roots changed', async () => {
    const gate = await openGate(route)
    // Nobody is told who was never asked anything.
    await gate.upstream.notify('notifications/roots/list_changed')
    expect(gate.upstream.state.status).toBe('starting')
    const client = await openClient(gate, { era })
    await client.call('count')
    await gate.upstream.notify('notifications/roots/list_changed')
    const count = async () => (answerOf(await client.call('count')) as { rootsChanged: number }).rootsChanged
    // In 2026 servers are told nothing.
    if (route.startsWith('legacy')) await until(async () => (await count()) === 1)
    else expect(await count()).toBe(0)
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
    // A level that nobody asked for is told to nobody who would keep it.
    expect(answer['level']).toBe(era === 'legacy' && route.startsWith('modern') ? 'debug' : null)
  })
})
