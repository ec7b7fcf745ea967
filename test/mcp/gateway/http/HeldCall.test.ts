import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { HeldCall, type HeldCallOptions } from '../../../../src/mcp/gateway/http/HeldCall.js'
import type { Peer } from '../../../../src/mcp/relay/Peer.js'

type Raw = Record<string, unknown>

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

const FACTS = { era: 'legacy', context: 'c', capabilities: {} } as const
const never = new AbortController().signal

/** A peer that keeps what it is told. */
function listener(): { peer: Peer; told: string[] } {
  const told: string[] = []
  const notify = async (method: string) => void told.push(method)
  const request = async (method: string) => ({ answered: method })
  return { told, peer: { ...FACTS, notify, request } }
}

/** Holds every request of a server, with a stand-in for the SDK that joins the call and answers with what that comes to. */
async function holding(
  work: (held: HeldCall) => Promise<Raw>,
  options: Partial<HeldCallOptions> & { signal?: AbortSignal } = {},
) {
  const { peer, told } = listener()
  const seen = { served: 0, told, held: undefined as HeldCall | undefined, ended: false }
  const { signal = never, ...rest } = options
  server = createServer((incoming, outgoing) => {
    const held = new HeldCall({
      ...{ incoming, outgoing, endsWithClient: false },
      serve: async (request) => {
        seen.served += 1
        const joined = HeldCall.of(request)!.join(peer, signal)
        const text = await joined.then(JSON.stringify, (error: unknown) => `failed: ${error}`)
        return new Response(`sdk ${text}`)
      },
      write: (result) => ({ headers: { 'x-own': '1' }, body: `own ${JSON.stringify(result)}` }),
      ...rest,
    })
    held.signal.addEventListener('abort', () => {
      seen.ended = true
    })
    seen.held = held
    held.answer(work(held)).catch(() => outgoing.end('rejected'))
  })
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { seen, ask: async (init: RequestInit = {}) => await (await fetch(url, init)).text() }
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

it('answers by itself where a result is all', async () => {
  const { seen, ask } = await holding(async () => ({ a: 'ü' }), { patienceMs: 1_000 })
  expect(await ask()).toBe('own {"a":"ü"}')
  expect(seen.served).toBe(0)
})

it('hands over what fails, and what it cannot write', async () => {
  const failing = await holding(() => Promise.reject(new Error('no')))
  expect(await failing.ask()).toBe('sdk failed: Error: no')
  expect(failing.seen.served).toBe(1)
  server?.close()
  const odd = await holding(async () => ({ odd: 1 }), { write: () => undefined })
  expect(await odd.ask()).toBe('sdk {"odd":1}')
})

it('hands over before anything else is sent, once, and goes on meanwhile', async () => {
  const { seen, ask } = await holding(async (held) => {
    const peer = held.peerOf(FACTS)
    await peer.notify('one', undefined)
    await peer.notify('two', undefined)
    return await peer.request!('three', undefined, { signal: never })
  })
  expect(await ask()).toBe('sdk {"answered":"three"}')
  expect(seen).toMatchObject({ served: 1, told: ['one', 'two'] })
})

it('asks nothing of a client of 2026', () => {
  const held = new HeldCall({ endsWithClient: false } as HeldCallOptions)
  expect(held.peerOf({ ...FACTS, era: 'modern' }).request).toBeUndefined()
})

it('hands over after a while', async () => {
  const { seen, ask } = await holding(() => later(150).then(() => ({})), { patienceMs: 20 })
  const asked = ask()
  await later(100)
  expect(seen.served).toBe(1)
  expect(await asked).toBe('sdk {}')
})

it('ends when the SDK cancels it', async () => {
  const cancelled = new AbortController()
  const { seen, ask } = await holding(
    (held) => new Promise((_, reject) => held.signal.addEventListener('abort', () => reject('cancelled'))),
    { signal: cancelled.signal, patienceMs: 1 },
  )
  const asked = ask()
  await later(50)
  expect(seen.ended).toBe(false)
  cancelled.abort()
  expect(await asked).toBe('sdk failed: cancelled')
})

it('ends, and says so to who waits, where the SDK refuses the request', async () => {
  let refusal: unknown
  const { seen, ask } = await holding(
    async (held) => {
      await held
        .peerOf(FACTS)
        .notify('x', undefined)
        .catch((error: unknown) => {
          refusal = error
        })
      return {}
    },
    { serve: async () => new Response('gone', { status: 404 }) },
  )
  expect(await ask()).toBe('gone')
  expect(String(refusal)).toContain('refused with 404')
  expect(seen.ended).toBe(true)
})

it.each([true, false])('ends with its client: %s', async (endsWithClient) => {
  const { seen, ask } = await holding(() => later(200).then(() => ({})), { endsWithClient })
  await expect(ask({ signal: AbortSignal.timeout(50) })).rejects.toThrow()
  await later(50)
  expect(seen.ended).toBe(endsWithClient)
})

it('does not end because it was answered', async () => {
  const { seen, ask } = await holding(async () => ({}), { endsWithClient: true })
  expect(await ask({ headers: { connection: 'close' } })).toBe('own {}')
  await later(20)
  expect(seen.ended).toBe(false)
})
