import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Caller } from '../../../src/mcp/upstream/Caller.js'
import { Callers } from '../../../src/mcp/upstream/Callers.js'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const caller = (identity: unknown): Caller => ({
  identity,
  capabilities: {},
  hearsUnasked: true,
  ask: async () => ({}),
  tell: () => {},
})

/** A request that runs until it is ended. */
function begin(callers: Callers, who: Caller, controller = new AbortController()) {
  let end = () => {}
  const { signal } = controller
  const done = callers.run(who, signal, () => new Promise<void>((resolve) => (end = resolve)))
  return {
    end: async () => {
      end()
      await done
    },
    cancel: async () => {
      controller.abort()
      end()
      await done
    },
  }
}

describe('callers of a connection whose requests have no streams', () => {
  it('are known where all requests are of one', async () => {
    const callers = new Callers({ hasStreams: false })
    const [ana, again, ben] = [caller('ana'), caller('ana'), caller('ben')]
    expect(callers.whose()).toEqual({ caller: undefined, count: 0 })
    const [first, second] = [begin(callers, ana), begin(callers, again)]
    // The one that began last is the likelier cause.
    expect(callers.whose()).toMatchObject({ caller: again })
    const third = begin(callers, ben)
    expect(callers.whose()).toEqual({ caller: undefined, count: 2 })
    await second.end()
    await first.end()
    expect(callers.whose()).toMatchObject({ caller: ben })
    await third.end()
    expect(callers.whose()).toEqual({ caller: undefined, count: 0 })
  })

  it('stay uncertain for ten seconds after a request was cancelled', async () => {
    const callers = new Callers({ hasStreams: false })
    await begin(callers, caller('ana')).cancel()
    expect(callers.whose()).toEqual({ caller: undefined, count: 1 })
    const ben = caller('ben')
    begin(callers, ben)
    expect(callers.whose()).toEqual({ caller: undefined, count: 2 })
    vi.advanceTimersByTime(9_999)
    expect(callers.whose()).toEqual({ caller: undefined, count: 2 })
    vi.advanceTimersByTime(1)
    expect(callers.whose()).toMatchObject({ caller: ben })
  })

  it('are never another than who has a request under way', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('begin', 'end', 'cancel'), fc.nat(3)), { maxLength: 20 })
    return fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const callers = new Callers({ hasStreams: false })
        const running: { who: number; flight: ReturnType<typeof begin> }[] = []
        const cancelled = new Set<number>()
        for (const [step, who] of all) {
          if (step === 'begin') running.push({ who, flight: begin(callers, caller(who)) })
          else {
            const at = running.findIndex((one) => one.who === who)
            if (at < 0) continue
            const [{ flight }] = running.splice(at, 1) as [(typeof running)[number]]
            await (step === 'end' ? flight.end() : flight.cancel())
            if (step === 'cancel') cancelled.add(who)
          }
          const possible = new Set([...running.map((one) => one.who), ...cancelled])
          const isCertain = possible.size === 1 && running.length > 0
          expect(callers.whose().caller?.identity).toBe(isCertain ? [...possible][0] : undefined)
        }
      }),
    )
  })
})

describe('callers of a connection with a stream for each request', () => {
  it('are known by the stream that is read, and else as ever', async () => {
    const callers = new Callers({ hasStreams: true })
    const [ana, ben] = [caller('ana'), caller('ben')]
    const read: unknown[] = []
    const { promise, go } = gate()
    const request = (who: Caller, signal?: AbortSignal) =>
      callers.run(who, signal, async () => {
        // What reads a stream was begun by the request.
        void promise.then(() => read.push(callers.whose().caller))
        await promise
      })
    const both = [request(ana), request(ben)]
    expect(callers.whose()).toEqual({ caller: undefined, count: 2 })
    go()
    await Promise.all(both)
    expect(read).toEqual([ana, ben])
  })

  it('are nobody on the stream of a request that was sent for no caller', async () => {
    const callers = new Callers({ hasStreams: true })
    begin(callers, caller('ana'))
    const whose = await callers.runOwn(async () => {
      await Promise.resolve()
      return callers.whose()
    })
    expect(whose).toEqual({ caller: undefined, count: 0 })
  })

  it('are nobody on a stream whose request is over, whoever else has one', async () => {
    const callers = new Callers({ hasStreams: true })
    let late: Promise<unknown> = Promise.resolve()
    const { promise, go } = gate()
    await callers.run(caller('ana'), undefined, async () => {
      late = promise.then(() => callers.whose())
    })
    begin(callers, caller('ben'))
    go()
    expect(await late).toEqual({ caller: undefined, count: 0 })
  })
})

function gate() {
  let go = () => {}
  const promise = new Promise<void>((resolve) => (go = resolve))
  return { promise, go: () => go() }
}

describe('a connection', () => {
  it('is haunted while a request waits for its client, and for a while after one was cancelled', async () => {
    const callers = new Callers({ hasStreams: false })
    const plain = begin(callers, caller('ana'))
    expect(callers.isHaunted).toBe(false)
    const waiting = begin(callers, { ...caller('ben'), isWaiting: true })
    expect(callers.isHaunted).toBe(true)
    await waiting.end()
    expect(callers.isHaunted).toBe(false)
    await plain.cancel()
    expect(callers.isHaunted).toBe(true)
    vi.advanceTimersByTime(10_000)
    expect(callers.isHaunted).toBe(false)
  })

  it('whose requests have streams of their own never is', async () => {
    const callers = new Callers({ hasStreams: true })
    const waiting = begin(callers, { ...caller('ben'), isWaiting: true })
    expect(callers.isHaunted).toBe(false)
    await waiting.end()
  })
})
