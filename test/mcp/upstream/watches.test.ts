import { afterEach, describe, expect, it } from 'vitest'
import { type RelayServer, type Route, relayServer } from '../relay/relayServers.js'
import { until } from './manage.js'

const servers: RelayServer[] = []
afterEach(async () => {
  for (const { end } of servers.splice(0)) await end()
})

async function open(route: Route) {
  const server = await relayServer(route)
  servers.push(server)
  const seen: unknown[] = []
  server.upstream.onEvent((event) => event.type === 'updated' && seen.push(event.params['uri']))
  /** Has the server tell that a resource changed. */
  const touch = (update: string) => server.upstream.callTool({ name: 'count', arguments: { update } })
  return { ...server, seen, touch }
}

describe.each(['legacy stdio', 'legacy http', 'modern stdio', 'modern http'] as const)('over %s', (route) => {
  it('a resource is watched until as many stopped as began', async () => {
    const { upstream, seen, touch } = await open(route)
    await Promise.all([upstream.watch('x://1'), upstream.watch('x://1'), upstream.watch('x://2')])
    expect(upstream.isBusy).toBe(true)
    await touch('x://1')
    await touch('x://2')
    await until(() => seen.length >= 2)
    expect(seen).toEqual(['x://1', 'x://2'])
    await upstream.unwatch('x://1')
    await touch('x://1')
    await until(() => seen.length === 3)
    await upstream.unwatch('x://1')
    await touch('x://1')
    await touch('x://2')
    await until(() => seen.length === 4)
    expect(seen[3]).toBe('x://2')
    await upstream.unwatch('x://2')
    await upstream.unwatch('x://2')
    expect(upstream.isBusy).toBe(false)
  })
})

describe('a server that refuses', () => {
  it('is watched for nothing', async () => {
    const { upstream } = await open('legacy stdio')
    await expect(upstream.watch('x://none')).rejects.toMatchObject({ message: 'no such resource' })
    expect(upstream.isBusy).toBe(false)
  })
})

describe('a server that was started again', () => {
  it.each(['legacy stdio', 'modern stdio'] as const)('is asked again over %s', async (route) => {
    const { upstream, seen, touch } = await open(route)
    await upstream.watch('x://1')
    await upstream.callTool({ name: 'crash' }).catch(() => {})
    await until(async () => (await upstream.handshake()) !== undefined)
    // What happened meanwhile nobody knows.
    await until(() => seen.length === 1)
    await until(async () => {
      await touch('x://1')
      return seen.length > 1
    })
    expect(new Set(seen)).toEqual(new Set(['x://1']))
  })
})
