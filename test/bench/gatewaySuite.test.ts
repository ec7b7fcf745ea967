import { describe, expect, test } from 'vitest'
import { DOORS, type Door, ERAS, type OpenDoor } from '../../bench/gateway/Door.js'
import { driveCalls } from '../../bench/gateway/driveCalls.js'
import { gatewayText } from '../../bench/report/gatewayText.js'
import { brokenGoals, heapLimit } from '../../bench/suites/gatewayGoals.js'
import type { DoorFigures, GatewayFigures } from '../../bench/suites/gatewaySuite.js'

const door: Door = {
  name: 'gateway',
  url: 'http://gateway.invalid/mcp',
  call: (nonce) => ({ name: 'echo', arguments: { nonce } }),
  close: async () => {},
}

/** A client whose calls are answered by a function of the nonce; a thrown error is a lost answer. */
function answeredBy(answer: (nonce: string) => string): { open: OpenDoor; most: () => number } {
  let underWay = 0
  let most = 0
  const callTool = async ({ arguments: given }: { arguments: { nonce: string } }) => {
    most = Math.max(most, ++underWay)
    await new Promise((resolve) => setImmediate(resolve))
    underWay -= 1
    return { content: [{ type: 'text', text: answer(given.nonce) }] }
  }
  return {
    open: { door, era: 'modern', client: { callTool } as unknown as OpenDoor['client'] },
    most: () => most,
  }
}

describe('driveCalls', () => {
  test('makes every call once, each with a nonce of its own, so many at a time', async () => {
    const seen: string[] = []
    const { open, most } = answeredBy((nonce) => {
      seen.push(nonce)
      return nonce
    })
    const figures = await driveCalls(open, { calls: 25, concurrency: 4, first: 100 })
    expect(figures).toMatchObject({ lost: 0, crossed: 0 })
    expect(figures.latencies).toHaveLength(25)
    expect(new Set(seen)).toEqual(new Set(Array.from({ length: 25 }, (_, at) => `modern-${100 + at}`)))
    expect(most()).toBe(4)
  })

  test('sees an answer that is another call’s, and one that is lost', async () => {
    const { open } = answeredBy((nonce) => {
      if (nonce === 'modern-3') throw new Error('the socket hung up')
      return nonce === 'modern-5' ? 'modern-6' : nonce
    })
    const figures = await driveCalls(open, { calls: 10, concurrency: 2, first: 0 })
    expect(figures).toMatchObject({
      lost: 1,
      crossed: 1,
      fault: expect.stringContaining('the socket hung up'),
    })
    expect(figures.latencies).toHaveLength(9)
  })
})

const TIMES = { direct: 10, gateway: 14, 'pass-through': 12, 'mcp-proxy': 15 }

function figures(change: (row: DoorFigures) => Partial<DoorFigures> = () => ({})): GatewayFigures {
  const timed = ERAS.flatMap((era) =>
    DOORS.map((name): DoorFigures => {
      const p50 = TIMES[name]
      const row = { door: name, era, concurrency: 1, calls: 9, p50, p99: 2 * p50, lost: 0, crossed: 0 }
      const full = { ...row, callsPerSecond: 1000 / p50 }
      return { ...full, ...change(full) }
    }),
  )
  const endurance = { calls: 1000, lost: 0, crossed: 0, callsPerSecond: 9, early: 40e6, late: 48e6 }
  return { timed, endurance }
}

const inModern = (name: string, change: Partial<DoorFigures>) =>
  figures((row) => (row.door === name && row.era === 'modern' ? change : {}))

describe('brokenGoals', () => {
  test('nothing is broken where all hold', () => {
    expect(brokenGoals(figures())).toEqual([])
    expect(gatewayText(figures(), [])).toMatch(
      /^\| gateway +\| modern .* 1\.40 x \| 1\.40 x \|.*Every goal holds\.$/ms,
    )
  })

  test.each([
    [
      'median',
      inModern('gateway', { p50: 15.1 }),
      'gateway (modern, 1 at a time): p50 is 1.51 times direct, above 1.5',
    ],
    [
      'tail',
      inModern('pass-through', { p99: 41 }),
      'pass-through (modern, 1 at a time): p99 is 2.05 times direct, above 2',
    ],
    [
      'pace',
      inModern('mcp-proxy', { callsPerSecond: 80 }),
      'gateway (modern, 1 at a time): 71 calls per second, mcp-proxy has 80',
    ],
    [
      'lost answer',
      inModern('gateway', { lost: 1, fault: 'n1' }),
      'gateway: 1 answers were lost and 0 crossed; the first: n1',
    ],
    [
      'crossed answer',
      inModern('direct', { crossed: 2, fault: 'n2' }),
      'direct: 0 answers were lost and 2 crossed; the first: n2',
    ],
  ])('tells of a %s', (_, broken, message) => {
    expect(brokenGoals(broken)).toEqual([message])
    expect(gatewayText(broken, brokenGoals(broken))).toContain(`BROKEN: ${message}`)
  })

  test('tells of a heap that grows, and of answers lost meanwhile', () => {
    const { timed, endurance } = figures()
    expect(heapLimit(40e6)).toBeCloseTo(49e6)
    expect(brokenGoals({ timed, endurance: { ...endurance, late: 49.1e6 } })).toEqual([
      'The heap grew from 40000000 to 49100000 bytes, above 49000000',
    ])
    expect(brokenGoals({ timed, endurance: { ...endurance, crossed: 1, fault: 'n3' } })).toEqual([
      'gateway: 0 answers were lost and 1 crossed; the first: n3',
    ])
  })
})
