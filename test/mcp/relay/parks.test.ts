import { describe, expect, it } from 'vitest'
import { createRelay } from '../../../src/mcp/relay/createRelay.js'
import type { Raw } from '../../../src/mcp/relay/RelayCall.js'
import { ODD_STATE } from '../../fixtures/relayTools.mjs'
import { until } from '../upstream/manage.js'
import { elicited, openClient, openGate, untilWaiting } from './rig.js'
import { answerOf, type Gate, type TestClient } from './testGateway.js'

interface Halted {
  inputRequests: Record<string, { method: string; params: Raw }>
  requestState: string
}

const ASK = { name: 'ask', arguments: { rounds: 2 } }
const accept = (answer: string) => ({ action: 'accept', content: { answer } })

/** Calls by hand: a result that asks for input comes as it is. */
const byHand = (client: TestClient, params: Raw) => client.request('tools/call', params, { manual: true })
const halted = async (client: TestClient, params: Raw = ASK) =>
  (await byHand(client, params)) as unknown as Halted
/** The answers to all that is asked. */
const answersTo = ({ inputRequests, requestState }: Halted, answer = 'x') => ({
  inputResponses: Object.fromEntries(Object.keys(inputRequests).map((key) => [key, accept(answer)])),
  requestState,
})
const modern = (gate: Gate) => openClient(gate, { era: 'modern' })
const countsOf = async (client: TestClient) => answerOf(await client.call('count')) as { cancelled: number }

describe('a call of a client of 2026 that waits for input of a server of 2025', () => {
  it('goes on round by round, each with another state', async () => {
    const client = await modern(await openGate('legacy stdio'))
    const first = await halted(client)
    expect(first).toMatchObject({
      resultType: 'input_required',
      inputRequests: { 'input-1': { method: 'elicitation/create', params: { message: 'Which? 1' } } },
    })
    const second = (await byHand(client, { ...ASK, ...answersTo(first, 'one') })) as unknown as Halted
    expect(second.inputRequests).toMatchObject({ 'input-2': { params: { message: 'Which? 2' } } })
    expect(second.requestState).not.toBe(first.requestState)
    // The metadata of a retry may be another.
    const _meta = { 'vendor.example/try': 3 }
    const result = await byHand(client, { ...ASK, _meta, ...answersTo(second, 'two') })
    expect(answerOf(result)).toEqual([accept('one'), accept('two')])
  })

  it('asks again for what was not answered, or not as the protocol has it', async () => {
    const client = await modern(await openGate('legacy stdio'))
    const { inputRequests, requestState } = await halted(client)
    const wrong = { 'input-1': { method: 'elicitation/create', result: accept('x') }, other: accept('x') }
    const again = (await byHand(client, { ...ASK, inputResponses: wrong, requestState })) as unknown as Halted
    expect(again.inputRequests).toEqual(inputRequests)
    const { requestState: third } = (await byHand(client, {
      ...ASK,
      requestState: again.requestState,
    })) as unknown as Halted
    const on = await byHand(client, { ...ASK, ...answersTo({ inputRequests, requestState: third }) })
    expect(on).toMatchObject({ resultType: 'input_required' })
  })

  const lost = (reason: string) => ({ code: -32602, data: { code: 'relay-lost', server: 'one', reason } })

  it('is lost where its state was changed, was used, or is for another call', async () => {
    const client = await modern(await openGate('legacy stdio'))
    const first = await halted(client)
    const { requestState } = first
    const at = requestState.indexOf('.')
    const forged = [
      '',
      'x.y',
      `${requestState}A`,
      `${requestState.slice(0, at)}.${'A'.repeat(43)}`,
      `${requestState.slice(0, at - 1)}${requestState.slice(at)}`,
      `${requestState}.${requestState}`,
    ]
    for (const state of forged) {
      await expect(byHand(client, { ...ASK, requestState: state })).rejects.toMatchObject(lost('unreadable'))
    }
    const other = { name: 'ask', arguments: { rounds: 3 } }
    for (const params of [other, { ...ASK, name: 'both' }]) {
      const retry = { ...params, ...answersTo(first) }
      await expect(byHand(client, retry)).rejects.toMatchObject(lost('unreadable'))
    }
    await byHand(client, { ...ASK, ...answersTo(first) })
    await expect(byHand(client, { ...ASK, ...answersTo(first) })).rejects.toMatchObject(lost('gone'))
  })

  it('is lost for another context and after a restart, and goes on for its own', async () => {
    const gate = await openGate('legacy stdio')
    const ana = await modern(gate)
    const first = await halted(ana, { name: 'ask' })
    const retry = { name: 'ask', ...answersTo(first) }
    for (const other of [
      { ...gate, context: 'ben' },
      { ...gate, relay: createRelay() },
    ]) {
      await expect(byHand(await modern(other), retry)).rejects.toMatchObject(lost('unreadable'))
    }
    expect(answerOf(await byHand(await modern(gate), retry))).toEqual([accept('x')])
  })

  it('expires, which cancels it at the server', async () => {
    const gate = await openGate('legacy stdio', { relay: { parkMs: 60 } })
    const client = await modern(gate)
    const first = await halted(client)
    await until(() => gate.relay.parked === 0)
    await new Promise((resolve) => setTimeout(resolve, 20))
    await expect(byHand(client, { ...ASK, ...answersTo(first) })).rejects.toMatchObject(lost('expired'))
    expect(gate.upstream.isBusy).toBe(false)
  })

  it('ends with its context', async () => {
    const gate = await openGate('legacy http')
    const [ana, ben] = [await modern(gate), await modern({ ...gate, context: 'ben' })]
    const [ofAna, ofBen] = [await halted(ana, { name: 'ask' }), await halted(ben, { name: 'ask' })]
    gate.relay.end('ana')
    expect(gate.relay.parked).toBe(1)
    await expect(byHand(ana, { name: 'ask', ...answersTo(ofAna) })).rejects.toMatchObject(lost('gone'))
    // Ben's answer goes to the question that he was asked.
    expect(answerOf(await byHand(ben, { name: 'ask', ...answersTo(ofBen, 'ben') }))).toEqual([accept('ben')])
  })

  it('is asked nothing more when its server takes that back', async () => {
    const client = await modern(await openGate('legacy stdio'))
    const call = { name: 'takeBack' }
    const first = await halted(client, call)
    const controller = new AbortController()
    const waiting = client.call('wait', {}, { signal: controller.signal })
    waiting.catch(() => {})
    await until(async () => (answerOf(await client.call('count')) as { waits: number }).waits === 1)
    const result = await byHand(client, { ...call, ...answersTo(first) })
    expect(answerOf(result)).toEqual({ failed: expect.stringContaining('taken back') })
    controller.abort()
    await expect(waiting).rejects.toThrow()
  })

  it('ends where its client goes away while it goes on', async () => {
    const gate = await openGate('legacy stdio')
    const client = await modern(gate)
    const controller = new AbortController()
    const call = client.call('wait', {}, { signal: controller.signal })
    call.catch(() => {})
    await untilWaiting(gate)
    controller.abort()
    await expect(call).rejects.toThrow()
    await until(async () => (await countsOf(client)).cancelled === 1)
  })

  it('keeps no more than a hundred calls of one context, and those of others', async () => {
    const gate = await openGate('legacy http')
    const [ana, ben] = [await modern(gate), await modern({ ...gate, context: 'ben' })]
    const ofBen = await halted(ben, { name: 'ask' })
    const first = await halted(ana, { name: 'ask' })
    for (let more = 0; more < 100; more++) await halted(ana, { name: 'ask' })
    expect(gate.relay.parked).toBe(101)
    await expect(byHand(ana, { name: 'ask', ...answersTo(first) })).rejects.toMatchObject(lost('gone'))
    expect(answerOf(await byHand(ben, { name: 'ask', ...answersTo(ofBen) }))).toEqual([accept('x')])
  })
})

describe('a server of 2025 that wants a URL visited first', () => {
  it('is not called again by a client of 2026 that declines', async () => {
    const client = await openClient(await openGate('legacy stdio'), {
      era: 'modern',
      prepare: (sdk) => sdk.setRequestHandler('elicitation/create', () => ({ action: 'decline' })),
    })
    await expect(client.call('login')).rejects.toMatchObject({ code: -32042 })
  })

  it('is refused for one that cannot visit any', async () => {
    const capabilities = { elicitation: { form: {} } }
    const client = await openClient(await openGate('legacy stdio'), { era: 'modern', capabilities })
    await expect(client.call('login')).rejects.toMatchObject({ code: -32021 })
  })
})

describe('the state of a server of 2026', () => {
  it.each(['modern stdio', 'modern http'] as const)('comes and goes byte for byte over %s', async (route) => {
    const { messages, prepare } = elicited()
    const gate = await openGate(route)
    const client = await openClient(gate, { era: 'modern', prepare })
    const first = await halted(client)
    expect(first).toEqual({
      resultType: 'input_required',
      inputRequests: { q1: expect.objectContaining({ method: 'elicitation/create' }) },
      requestState: `${ODD_STATE}[]`,
      'x-unknown': 'kept',
      _meta: expect.anything(),
    })
    const second = (await byHand(client, { ...ASK, ...answersTo(first) })) as unknown as Halted
    expect(second.requestState).toBe(`${ODD_STATE}${JSON.stringify([{ q1: accept('x') }])}`)
    // What is changed on the way comes to the server changed, which refuses it.
    const changed = { ...answersTo(second), requestState: `x${second.requestState}` }
    await expect(byHand(client, { ...ASK, ...changed })).rejects.toThrow('changed state')
    expect([gate.relay.parked, messages]).toEqual([0, []])
  })
})
