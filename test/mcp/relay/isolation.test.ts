import { LOG_LEVEL_META_KEY } from '@modelcontextprotocol/client'
import { describe, expect, it } from 'vitest'
import type { UpstreamEvent } from '../../../src/mcp/upstream/Upstream.js'
import { elicited, openClient, openGate, untilWaiting } from './rig.js'
import { answerOf, type ClientOptions, type Gate } from './testGateway.js'

/** Two clients of one server. */
async function two(gate: Gate, era: ClientOptions['era']) {
  const [ana, ben] = [elicited((m) => `ana ${m}`), elicited((m) => `ben ${m}`)]
  return {
    ana: { ...(await openClient(gate, { era, prepare: ana.prepare })), messages: ana.messages },
    ben: {
      ...(await openClient({ ...gate, context: 'ben' }, { era, prepare: ben.prepare })),
      messages: ben.messages,
    },
  }
}

const answer = (text: string) => [{ action: 'accept', content: { answer: text } }]
const ask = (message: string) => ({ message })
const ERAS = ['legacy', 'modern'] as const

describe.each(ERAS)('two %s clients of one server that elicits over stdio', (era) => {
  it('get each their own question, one after the other', async () => {
    const { ana, ben } = await two(await openGate('legacy stdio'), era)
    expect(answerOf(await ana.call('ask', ask('A')))).toEqual(answer('ana A 1'))
    expect(answerOf(await ben.call('ask', ask('B')))).toEqual(answer('ben B 1'))
    expect([ana.messages, ben.messages]).toEqual([['A 1'], ['B 1']])
  })

  it('get none where both could have caused it', async () => {
    const gate = await openGate('legacy stdio')
    const { ana, ben } = await two(gate, era)
    const events: UpstreamEvent[] = []
    gate.upstream.onEvent((event) => event.type === 'refused' && events.push(event))
    const controller = new AbortController()
    const waiting = ana.call('wait', {}, { signal: controller.signal })
    waiting.catch(() => {})
    await untilWaiting(gate)
    await expect(ben.call('ask')).rejects.toMatchObject({
      message: expect.stringMatching(/elicitation\/create while requests of 2 clients are under way/),
    })
    expect([ana.messages, ben.messages]).toEqual([[], []])
    expect(events).toMatchObject([
      { error: { code: 'relay-ambiguous', details: { server: 'one', callers: 2 } } },
    ])
    // What the server may still ask for a call that was cancelled is nobody else's.
    controller.abort()
    await expect(waiting).rejects.toThrow()
    await expect(ben.call('ask')).rejects.toThrow('nobody can tell whom it is for')
    expect([ana.messages, ben.messages]).toEqual([[], []])
  })

  it('hear no logs or progress of each other', async () => {
    const gate = await openGate('legacy stdio')
    const { ana, ben } = await two(gate, era)
    const level = era === 'modern' ? { [LOG_LEVEL_META_KEY]: 'debug' } : {}
    const controller = new AbortController()
    const waiting = ana.call('wait', {}, { signal: controller.signal, _meta: { progressToken: 1, ...level } })
    waiting.catch(() => {})
    await untilWaiting(gate)
    await ben.call('steps', {}, { _meta: { progressToken: 1, ...level } })
    expect(ana.seen).toEqual([])
    // Progress has a token; whose a log is nobody can tell.
    expect(ben.seen.map(({ method }) => method)).toEqual(['notifications/progress', 'notifications/progress'])
    controller.abort()
    await expect(waiting).rejects.toThrow()
  })
})

describe.each(ERAS)('two %s clients of one server of 2025 over HTTP', (era) => {
  it('get each their own questions and logs at the same time, by the stream', async () => {
    const { ana, ben } = await two(await openGate('legacy http'), era)
    const level = era === 'modern' ? { [LOG_LEVEL_META_KEY]: 'debug' } : {}
    const controller = new AbortController()
    const waiting = ana.call('wait', {}, { signal: controller.signal, _meta: level })
    waiting.catch(() => {})
    const calls = Array.from({ length: 5 }, (_, at) => [
      ana.call('ask', ask(`A${at}`)),
      ben.call('ask', ask(`B${at}`)),
    ]).flat()
    const answers = (await Promise.all(calls)).map(answerOf)
    expect(answers).toEqual([0, 1, 2, 3, 4].flatMap((at) => [answer(`ana A${at} 1`), answer(`ben B${at} 1`)]))
    expect(ana.messages.every((message) => message.startsWith('A'))).toBe(true)
    await ben.call('steps', {}, { _meta: level })
    expect([ana.seen.length, ben.seen.length]).toEqual([0, 2])
    controller.abort()
    await expect(waiting).rejects.toThrow()
  })
})

describe('two clients of 2025 of one server', () => {
  it('hear each from their own level, whichever was set last', async () => {
    const { ana, ben } = await two(await openGate('legacy stdio'), 'legacy')
    await ana.request('logging/setLevel', { level: 'debug' })
    await ben.request('logging/setLevel', { level: 'error' })
    for (const client of [ana, ben, ana]) await client.call('steps')
    expect([ana.seen.length, ben.seen.length]).toEqual([4, 0])
    // The server keeps the least severe, since others may be in the midst of a call.
    expect(answerOf(await ben.call('envelope'))).toMatchObject({ level: 'debug' })
  })
})

describe('a client with two requests under way', () => {
  it('is asked where it is one connection, and is not where its requests may be of two conversations', async () => {
    for (const era of ERAS) {
      const gate = await openGate('legacy stdio')
      const { ana } = await two(gate, era)
      const controller = new AbortController()
      const waiting = ana.call('wait', {}, { signal: controller.signal })
      waiting.catch(() => {})
      await untilWaiting(gate)
      if (era === 'legacy') expect(answerOf(await ana.call('ask', ask('A')))).toEqual(answer('ana A 1'))
      else await expect(ana.call('ask')).rejects.toThrow('nobody can tell whom it is for')
      controller.abort()
      await expect(waiting).rejects.toThrow()
    }
  })
})
