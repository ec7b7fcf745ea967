import { describe, expect, it } from 'vitest'
import type { ToolsList } from '../../../src/mcp/listing/requestAllTools.js'
import { KeptTools, type ReadTools } from '../../../src/mcp/upstream/KeptTools.js'

const listOf = (...names: string[]): ToolsList => ({
  tools: names.map((name) => ({ name })),
  rejected: [],
  rest: {},
})

/** A list whose reads are answered by hand. */
function byHand() {
  const reads: {
    answer: (list: ToolsList, freshMs?: number) => void
    fail: (error: Error) => void
    signal: AbortSignal
  }[] = []
  const kept = new KeptTools(
    (signal) =>
      new Promise<ReadTools>((resolve, reject) => {
        reads.push({ answer: (list, freshMs = 60_000) => resolve({ list, freshMs }), fail: reject, signal })
      }),
  )
  return { kept, reads }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('KeptTools', () => {
  it('reads once for all who ask meanwhile, and not again while it is fresh', async () => {
    const { kept, reads } = byHand()
    const asked = [kept.get('known', undefined), kept.get('known', undefined)]
    reads[0]?.answer(listOf('a'))
    const [one, two] = await Promise.all(asked)
    expect([one === two, await kept.get('known', undefined), reads.length]).toEqual([true, one, 1])
    expect(kept.last).toBe(one)
  })

  it('anew: begins a read of its own, also while one runs', async () => {
    const { kept, reads } = byHand()
    const early = kept.get('known', undefined)
    const late = kept.get('anew', undefined)
    reads[1]?.answer(listOf('new'))
    const newer = await late
    // The read that began before knows less and takes nothing back.
    reads[0]?.answer(listOf('old'))
    expect([await early, await kept.get('known', undefined)]).toEqual([newer, newer])
  })

  it('is the same object while it says the same, whatever stands around the tools', async () => {
    const { kept, reads } = byHand()
    const said = [
      listOf('a'),
      { ...listOf('a'), rest: { _meta: { n: 2 } } },
      { ...listOf('a'), rejected: [{ index: 1, reason: 'x' }] },
      listOf('a', 'b'),
    ]
    const given: ToolsList[] = []
    for (const [at, list] of said.entries()) {
      const asked = kept.get('known', undefined)
      reads[at]?.answer(list, 0)
      given.push(await asked)
    }
    expect(given.map((list) => given.indexOf(list))).toEqual([0, 0, 2, 3])
  })

  it('is read again where a change was told meanwhile, and after a change', async () => {
    const { kept, reads } = byHand()
    const asked = kept.get('known', undefined)
    kept.spoil()
    reads[0]?.answer(listOf('half'))
    await settle()
    reads[1]?.answer(listOf('whole'))
    expect((await asked).tools).toEqual([{ name: 'whole' }])
    kept.spoil()
    const again = kept.get('known', undefined)
    await settle()
    reads[2]?.answer(listOf('later'))
    expect((await again).tools).toEqual([{ name: 'later' }])
  })

  it('that changes all the time is given as last read, and is not kept', async () => {
    const { kept, reads } = byHand()
    const asked = kept.get('known', undefined)
    for (const at of [0, 1, 2]) {
      kept.spoil()
      reads[at]?.answer(listOf(`v${at}`))
      await settle()
    }
    expect([(await asked).tools, reads.length]).toEqual([[{ name: 'v2' }], 3])
    void kept.get('known', undefined)
    expect(reads).toHaveLength(4)
  })

  it('rejects with what the read rejects with, and reads again for the next', async () => {
    const { kept, reads } = byHand()
    const asked = kept.get('known', undefined)
    reads[0]?.fail(new Error('away'))
    await expect(asked).rejects.toThrow('away')
    const next = kept.get('known', undefined)
    reads[1]?.answer(listOf('a'))
    expect((await next).tools).toHaveLength(1)
  })

  it('stops a read when the last who waits for it gives up, and not before', async () => {
    const { kept, reads } = byHand()
    const [one, two] = [new AbortController(), new AbortController()]
    const asked = [kept.get('known', one.signal), kept.get('known', two.signal)]
    const ends = Promise.allSettled(asked)
    one.abort(new Error('one'))
    await settle()
    expect(reads[0]?.signal.aborted).toBe(false)
    two.abort(new Error('two'))
    expect(await ends).toMatchObject([{ reason: { message: 'one' } }, { reason: { message: 'two' } }])
    expect(reads[0]?.signal.aborted).toBe(true)
    // Who asks now is not given what was stopped.
    const next = kept.get('known', undefined)
    reads[1]?.answer(listOf('a'))
    expect((await next).tools).toHaveLength(1)
  })

  it('keeps a list that is nested too deeply to be compared', async () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown
    const { kept, reads } = byHand()
    const list = { ...listOf('a'), tools: [{ name: 'a', deep }] }
    const asked = kept.get('known', undefined)
    reads[0]?.answer(list)
    expect(await asked).toBe(list)
  })
})
