import { createMcpHandler, Server } from '@modelcontextprotocol/server'
import { afterEach, describe, expect, it } from 'vitest'
import { createRelay } from '../../../src/mcp/relay/createRelay.js'
import { missingCapability } from '../../../src/mcp/relay/missingCapability.js'
import { listenHttp, viaFetch } from '../upstream/contractServers.js'
import { manage } from '../upstream/manage.js'
import { elicited, openClient, openGate } from './rig.js'
import { answerOf, type Gate } from './testGateway.js'

const NEEDS = [
  ['ask', { elicitation: { form: {} } }],
  ['visit', { elicitation: { url: {} } }],
  ['sample', { sampling: {} }],
  ['roots', { roots: {} }],
] as const
/** All but what each tool needs. */
const WITHOUT = {
  ask: { roots: {}, sampling: {}, elicitation: { url: {} } },
  visit: { roots: {}, sampling: {}, elicitation: {} },
  sample: { roots: {}, elicitation: { form: {}, url: {} } },
  roots: { sampling: {}, elicitation: { form: {}, url: {} } },
}
const MISSING = (required: object) => ({ code: -32021, data: { requiredCapabilities: required } })

describe('a client without what a server of 2025 asks for', () => {
  const refused = NEEDS.filter(([name]) => name !== 'roots')
  it.each(refused)('of 2026 gets -32021 for %s, and the call is cancelled', async (name, required) => {
    const gate = await openGate('legacy stdio')
    const client = await openClient(gate, { era: 'modern', capabilities: WITHOUT[name] })
    await expect(client.call(name)).rejects.toMatchObject(MISSING(required))
    expect([gate.relay.parked, gate.upstream.isBusy]).toEqual([0, false])
  })

  it.each(['legacy', 'modern'] as const)(
    'of the %s era and without roots: that question alone is refused, and what else is asked is asked',
    async (era) => {
      const gate = await openGate('legacy stdio')
      const { messages, prepare } = elicited()
      const client = await openClient(gate, { era, capabilities: WITHOUT.roots, prepare })
      await expect(client.call('roots')).rejects.toMatchObject({
        code: -32601,
        data: { code: 'relay-unsupported', server: 'one', required: { roots: {} } },
      })
      expect(answerOf(await client.call('rootsIfAny'))).toEqual({ roots: null, form: 're: Which?' })
      expect(messages).toEqual(['Which?'])
    },
  )

  it.each(NEEDS)('of 2025 is not asked by %s, and the server is told why', async (name, required) => {
    const gate = await openGate('legacy stdio')
    const client = await openClient(gate, { era: 'legacy', capabilities: WITHOUT[name] })
    // As the fixture passes it on: a method that is not known, or params that do not do.
    const isMode = name === 'ask' || name === 'visit'
    await expect(client.call(name)).rejects.toMatchObject({
      code: isMode ? -32602 : -32601,
      message: expect.stringContaining(JSON.stringify(required)),
      data: { code: 'relay-unsupported', server: 'one', required },
    })
  })
})

const closes: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closes.splice(0).reverse()) await close()
})

/** A server of 2026 that answers every call alike, whatever its client can do. */
async function gateTo(result: Record<string, unknown>): Promise<Gate> {
  const handler = createMcpHandler(() => {
    const server = new Server({ name: 'careless', version: '1' }, { capabilities: { tools: {} } })
    server.fallbackRequestHandler = async () => ({ ...result })
    return server
  })
  const { origin, end } = await listenHttp((request, response) =>
    viaFetch(handler.fetch, { request, response }),
  )
  const upstream = manage({ transport: 'http', url: `${origin}/` }, { relay: {} })
  closes.push(end, () => upstream.close())
  return { relay: createRelay(), upstream, context: 'ana' }
}

describe('a client of 2025 before a server of 2026', () => {
  const asks = (method: string) => ({
    resultType: 'input_required',
    inputRequests: { a: { method, params: {} } },
  })

  it('that asks for what it cannot do gets a clear error', async () => {
    const client = await openClient(await gateTo(asks('sampling/createMessage')), {
      era: 'legacy',
      capabilities: { elicitation: {} },
    })
    await expect(client.call('any')).rejects.toMatchObject({
      code: -32021,
      message: expect.stringContaining(
        'Server "one" asks for "sampling/createMessage", which this client cannot do',
      ),
      data: { code: 'relay-unsupported', required: { sampling: {} } },
    })
  })

  it.each([[{ a: null }], [{ a: { params: {} } }], ['text'], [[1]]])(
    'that asks for %j gets a clear error too',
    async (inputRequests) => {
      const gate = await gateTo({ resultType: 'input_required', inputRequests, requestState: 's' })
      const client = await openClient(gate, { era: 'legacy' })
      await expect(client.call('any')).rejects.toMatchObject({
        data: { code: 'server-failed' },
        message: expect.stringContaining('in a form that no protocol has'),
      })
    },
  )

  it('that asks for ever gets one too', async () => {
    const client = await openClient(await gateTo(asks('roots/list')), {
      era: 'legacy',
      prepare: (sdk) => sdk.setRequestHandler('roots/list', () => ({ roots: [] })),
    })
    await expect(client.call('any')).rejects.toMatchObject({ data: { code: 'relay-endless', rounds: 32 } })
  })

  it('passes its refusal on as the error of the call', async () => {
    const client = await openClient(await gateTo(asks('roots/list')), {
      era: 'legacy',
      prepare: (sdk) =>
        sdk.setRequestHandler('roots/list', () => {
          throw Object.assign(new Error('not today'), { code: -1 })
        }),
    })
    await expect(client.call('any')).rejects.toMatchObject({ code: -1 })
  })
})

describe('missingCapability', () => {
  it.each([
    [{ method: 'elicitation/create', params: {} }, { elicitation: {} }, undefined],
    [{ method: 'elicitation/create', params: { mode: 'form' } }, { elicitation: { form: {} } }, undefined],
    [{ method: 'elicitation/create' }, {}, { elicitation: { form: {} } }],
    [{ method: 'sampling/createMessage', params: {} }, { sampling: {} }, undefined],
    [
      { method: 'sampling/createMessage', params: { tools: [] } },
      { sampling: {} },
      { sampling: { tools: {} } },
    ],
    [{ method: 'sampling/createMessage', params: { tools: [] } }, { sampling: { tools: {} } }, undefined],
    [{ method: 'roots/list' }, { roots: {} }, undefined],
    [{ method: 'vendor.example/other' }, {}, undefined],
  ])('of %j for %j is %j', (request, capabilities, expected) => {
    expect(missingCapability(request, capabilities)).toEqual(expected)
  })
})
