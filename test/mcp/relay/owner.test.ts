import { describe, expect, it } from 'vitest'
import { ownerOf } from '../../../src/mcp/relay/ownerOf.js'
import type { Peer } from '../../../src/mcp/relay/Peer.js'
import { until } from '../upstream/manage.js'
import { openClient, openGate } from './rig.js'
import { answerOf } from './testGateway.js'

/** A client of 2025 that keeps what it is asked and told. */
function peer() {
  const asked: string[] = []
  const told: string[] = []
  const one: Peer = {
    era: 'legacy',
    capabilities: { roots: {} },
    context: 'ana',
    notify: async (method) => void told.push(method),
    request: async (method) => {
      asked.push(method)
      return { roots: [] }
    },
  }
  return { one, asked, told }
}

describe('a server that runs for one client', () => {
  it('asks and tells its owner what no request under way explains', async () => {
    const { one, asked, told } = peer()
    const gate = await openGate('legacy stdio', { upstream: { relay: { owner: ownerOf('one', one) } } })
    // Not for a caller: the gateway's own request is under way.
    const given = { name: 'roots', arguments: {} }
    expect(answerOf(await gate.upstream.callTool(given))).toEqual({ roots: [] })
    await gate.upstream.callTool({ name: 'steps' })
    expect(asked).toEqual(['roots/list'])
    await until(() => told.length === 2)
    expect(told).toEqual(['notifications/message', 'notifications/message'])
    await expect(gate.upstream.callTool({ name: 'ask' })).rejects.toMatchObject({
      code: -32601,
      data: { code: 'relay-unsupported', required: { elicitation: { form: {} } } },
    })
  })

  it('is not passed what no protocol knows', async () => {
    const { one, asked } = peer()
    const gate = await openGate('legacy stdio', { upstream: { relay: { owner: ownerOf('one', one) } } })
    await expect(gate.upstream.callTool({ name: 'other' })).rejects.toMatchObject({ code: -32601 })
    expect(asked).toEqual([])
  })

  it('asks who called where a call is under way', async () => {
    const { one, asked } = peer()
    const gate = await openGate('legacy stdio', { upstream: { relay: { owner: ownerOf('one', one) } } })
    const client = await openClient(gate, {
      era: 'legacy',
      prepare: (sdk) =>
        sdk.setRequestHandler('roots/list', () => ({ roots: [{ uri: 'file:///of/caller' }] })),
    })
    expect(answerOf(await client.call('roots'))).toEqual({ roots: [{ uri: 'file:///of/caller' }] })
    expect(asked).toEqual([])
  })

  it('asks nobody where it has no owner', async () => {
    const gate = await openGate('legacy stdio')
    await expect(gate.upstream.callTool({ name: 'roots' })).rejects.toMatchObject({
      data: { code: 'relay-ambiguous', callers: 0 },
      message: expect.stringContaining('while no request of a client is under way'),
    })
  })
})
