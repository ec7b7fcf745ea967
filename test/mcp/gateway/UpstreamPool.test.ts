import { afterEach, describe, expect, it } from 'vitest'
import { UpstreamPool, type UpstreamPoolOptions } from '../../../src/mcp/gateway/UpstreamPool.js'
import type { Peer } from '../../../src/mcp/relay/Peer.js'
import type { Caller } from '../../../src/mcp/upstream/Caller.js'
import type { ManagedUpstream } from '../../../src/mcp/upstream/ManagedUpstream.js'
import { contractStdio } from '../upstream/contractServers.js'
import { manage, until } from '../upstream/manage.js'

const pools: UpstreamPool[] = []
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close()
})

/** A pool of servers that are not started, where `shared` is for all. */
function open(options: Partial<UpstreamPoolOptions> = {}) {
  const owners: (Caller | undefined)[] = []
  const pool = new UpstreamPool({
    open: (_, owner) => {
      owners.push(owner)
      return manage(contractStdio())
    },
    isolation: (key) => (key === 'shared' ? 'shared' : 'session'),
    ...options,
  })
  pools.push(pool)
  return { pool, owners }
}

const peer = (era: Peer['era']): Peer => ({
  era,
  capabilities: {},
  context: 'ana',
  notify: async () => {},
  ...(era === 'legacy' && { request: async () => ({}) }),
})
const isClosed = ({ state }: ManagedUpstream) => state.status === 'closed'

describe('UpstreamPool', () => {
  it('gives each context its own server, and all the shared one', () => {
    const { pool } = open()
    expect(pool.get('own', 'ana')).toBe(pool.get('own', 'ana'))
    expect(pool.get('own', 'ana')).not.toBe(pool.get('own', 'ben'))
    expect(pool.get('own', 'ana')).not.toBe(pool.get('other', 'ana'))
    expect(pool.get('shared', 'ana')).toBe(pool.get('shared', 'ben'))
    expect(pool.upstreams).toHaveLength(4)
  })

  it('closes the servers of a context that ends, and no others', async () => {
    const { pool } = open()
    pool.begin('ana')
    const [own, other, shared] = [pool.get('own', 'ana'), pool.get('own', 'ben'), pool.get('shared', 'ana')]
    await pool.end('ana')
    expect([own, other, shared].map(isClosed)).toEqual([true, false, false])
    expect(pool.get('own', 'ana')).not.toBe(own)
    await pool.end('nobody')
    await pool.close()
    expect([other, shared].map(isClosed)).toEqual([true, true])
    expect(pool.upstreams).toEqual([])
  })

  it('makes a client of 2025 the owner of the servers that run for it alone', () => {
    const { pool, owners } = open()
    pool.begin('ana', peer('legacy'))
    pool.begin('ben', peer('modern'))
    for (const [key, context] of [
      ['own', 'ana'],
      ['shared', 'ana'],
      ['own', 'ben'],
      ['own', 'eve'],
    ] as const)
      pool.get(key, context)
    expect(owners.map((owner) => owner?.identity)).toEqual(['ana', undefined, undefined, undefined])
  })

  it('closes what nobody uses, where no connection stands behind it', async () => {
    const { pool } = open({ idleMs: 40 })
    pool.begin('ana')
    const [held, shared, idle, busy] = [
      pool.get('own', 'ana'),
      pool.get('shared', 'ben'),
      pool.get('own', 'ben'),
      pool.get('own', 'eve'),
    ]
    const caller: Caller = {
      identity: 1,
      capabilities: {},
      hearsUnasked: true,
      ask: async () => ({}),
      tell: () => {},
    }
    const controller = new AbortController()
    const call = busy.callTool({ name: 'wait' }, { caller, signal: controller.signal })
    call.catch(() => {})
    await until(() => isClosed(idle))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect([held, shared, busy].map(isClosed)).toEqual([false, false, false])
    expect(pool.get('own', 'ben')).not.toBe(idle)
    controller.abort()
    await expect(call).rejects.toThrow()
  })
})
