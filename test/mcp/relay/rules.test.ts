import { describe, expect, it } from 'vitest'
import { createRelay } from '../../../src/mcp/relay/createRelay.js'
import type { Peer } from '../../../src/mcp/relay/Peer.js'
import type { Raw } from '../../../src/mcp/relay/RelayCall.js'
import type { Caller } from '../../../src/mcp/upstream/Caller.js'
import type { ManagedUpstream } from '../../../src/mcp/upstream/ManagedUpstream.js'

const later = (ms = 20) => new Promise((resolve) => setTimeout(resolve, ms))
const never = new AbortController().signal
const ELICIT = { method: 'elicitation/create', params: { message: 'Which?' }, signal: never }

type Server = (caller: Caller, params: Raw | undefined) => Promise<Raw>

/** A server in memory: what it does with a request. */
function upstream(era: Peer['era'], serve: Server): ManagedUpstream {
  const request = (_: string, params: Raw | undefined, { caller }: { caller: Caller }) =>
    serve(caller, params)
  return { key: 'one', request, handshake: async () => ({ era }) } as unknown as ManagedUpstream
}

const peer = (era: Peer['era'], more: Partial<Peer> = {}): Peer => ({
  era,
  capabilities: { elicitation: {}, roots: {} },
  context: 'ana',
  notify: async () => {},
  ...more,
})

/** Relays one request to a server. */
function relay(server: ManagedUpstream, one: Peer) {
  const it = createRelay()
  return (more: { requestState?: string; inputResponses?: Raw } = {}) =>
    it.request({ upstream: server, method: 'prompts/get', params: {}, peer: one, signal: never, ...more })
}

describe('a relay', () => {
  it.each(['legacy', 'modern'] as const)(
    'gives a %s client its result after all that was told',
    async (era) => {
      const seen: unknown[] = []
      const server = upstream('legacy', async ({ tell }) => {
        tell('notifications/one', { at: 1 })
        tell('notifications/two', undefined)
        return {}
      })
      const notify: Peer['notify'] = async (method) => {
        await later()
        seen.push(method)
      }
      await relay(server, peer(era, { notify }))()
      expect(seen).toEqual(['notifications/one', 'notifications/two'])
    },
  )

  it('asks a client of 2026 together what a server asks together, and takes back what the server does', async () => {
    const controller = new AbortController()
    const outcomes: unknown[] = []
    const server = upstream('legacy', async ({ ask }) => {
      const first = ask({ ...ELICIT, signal: controller.signal }).catch((error: unknown) => ({ error }))
      for (let turn = 0; turn < 5; turn++) await Promise.resolve()
      outcomes.push(...(await Promise.all([first, ask({ ...ELICIT, method: 'roots/list' })])))
      return { done: true }
    })
    const request = relay(server, peer('modern'))
    const halt = await request()
    expect(Object.keys(halt['inputRequests'] as object)).toEqual(['input-1', 'input-2'])
    controller.abort(new Error('taken back'))
    const again = await request({
      requestState: halt['requestState'] as string,
      inputResponses: { 'input-2': [] },
    })
    expect(Object.keys(again['inputRequests'] as object)).toEqual(['input-2'])
    const inputResponses = { 'input-2': { roots: [] } }
    expect(await request({ requestState: again['requestState'] as string, inputResponses })).toEqual({
      done: true,
    })
    expect(outcomes).toEqual([{ error: expect.objectContaining({ message: 'taken back' }) }, { roots: [] }])
  })

  it('takes a question to a client of 2025 back when the server does', async () => {
    const controller = new AbortController()
    const server = upstream('legacy', async ({ ask }) => {
      setImmediate(() => controller.abort(new Error('taken back')))
      return await ask({ ...ELICIT, signal: controller.signal })
    })
    const request: Peer['request'] = (_, __, { signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    await expect(relay(server, peer('legacy', { request }))()).rejects.toThrow('taken back')
  })

  it('takes the other questions back where one is refused', async () => {
    let wasTakenBack = false
    const inputRequests = { a: { method: 'roots/list' }, b: { method: 'elicitation/create', params: {} } }
    const server = upstream('modern', async () => ({ resultType: 'input_required', inputRequests }))
    const request: Peer['request'] = (method, _, { signal }) => {
      if (method === 'roots/list') return Promise.reject(new Error('no'))
      return new Promise(() => signal.addEventListener('abort', () => (wasTakenBack = true)))
    }
    await expect(relay(server, peer('legacy', { request }))()).rejects.toThrow('no')
    expect(wasTakenBack).toBe(true)
  })

  it('holds a client of 2025 that no request can reach to be able to do nothing', async () => {
    const server = upstream('legacy', ({ ask }) => ask(ELICIT))
    await expect(relay(server, peer('legacy'))()).rejects.toMatchObject({
      data: { code: 'relay-unsupported' },
    })
  })

  it('sends again what a server of 2026 asks nothing for, with its state', async () => {
    const seen: unknown[] = []
    const server = upstream('modern', async (_, params) => {
      seen.push(params)
      return seen.length < 3
        ? { resultType: 'input_required', requestState: `s${seen.length}` }
        : { done: true }
    })
    expect(await relay(server, peer('legacy', { request: async () => ({}) }))()).toEqual({ done: true })
    expect(seen).toEqual([{}, { requestState: 's1' }, { requestState: 's2' }])
  })
})
