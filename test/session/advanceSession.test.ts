import { expect, it } from 'vitest'
import { advanceSession, type SessionTurn } from '../../src/session/advanceSession.js'
import type { Hysteresis } from '../../src/session/findVictims.js'
import { priceOfBreak } from '../../src/session/priceOfBreak.js'
import { createSessionState, type SessionState } from '../../src/session/SessionState.js'
import { characters, entryTokens, wanted } from './sessionTurns.js'

const turn = (parts: Partial<SessionTurn> = {}): SessionTurn => ({
  asked: '',
  wanted: [],
  hashOf: () => 'h',
  limits: {},
  tokensOf: characters,
  ...parts,
})
const ids = ({ entries }: SessionState) => entries.map(({ id }) => id)
const begin = (...names: string[]) =>
  advanceSession(createSessionState(), turn({ wanted: names.map((name) => wanted(name)) })).state

it('puts what is new behind what is there, which stays byte for byte', () => {
  const before = begin('mail', 'maps')
  const step = advanceSession(before, turn({ wanted: [wanted('charts'), wanted('maps', { level: 'name' })] }))
  expect(ids(step.state)).toEqual(['mail', 'maps', 'charts'])
  expect(step.state.entries.slice(0, 2).map(({ json }) => json)).toEqual(
    before.entries.map(({ json }) => json),
  )
  expect(step).toMatchObject({
    kept: ['mail', 'maps'],
    appended: ['charts'],
    left: [],
    refused: [],
    break: null,
  })
})

it('begins with what is pinned, then goes by the order given', () => {
  const { state } = advanceSession(
    createSessionState(),
    turn({ wanted: [wanted('a'), wanted('b'), wanted('c', { pinned: true })] }),
  )
  expect(ids(state)).toEqual(['c', 'a', 'b'])
})

it('lets a tool leave that is gone, and puts a changed one behind as it is now', () => {
  const before = begin('a', 'b', 'c')
  const hashOf = (id: string) => ({ a: 'h', b: undefined, c: 'other' })[id]
  const step = advanceSession(before, turn({ hashOf, wanted: [wanted('c', { hash: 'other', json: 'new' })] }))
  expect(ids(step.state)).toEqual(['a', 'c'])
  expect(step.left).toEqual([
    { id: 'b', why: 'removed' },
    { id: 'c', why: 'changed' },
  ])
  expect(step.appended).toEqual(['c'])
  expect(step.break).toMatchObject({ at: 1, why: 'removed' })
})

it('lets the least worthy leave where the budget is full, and prices the break', () => {
  const first = advanceSession(
    createSessionState(),
    turn({
      wanted: [
        wanted('a', { usefulness: 0.9 }),
        wanted('b', { usefulness: 0.3 }),
        wanted('c', { usefulness: 0.9 }),
      ],
    }),
  )
  const limits = { maxTokens: first.tokens }
  const step = advanceSession(first.state, turn({ limits, wanted: [wanted('d', { usefulness: 0.8 })] }))
  expect(ids(step.state)).toEqual(['a', 'c', 'd'])
  expect(step.left).toEqual([{ id: 'b', why: 'max-tokens' }])
  expect(step.tokens).toBeLessThanOrEqual(first.tokens)
  // The list is "[a,b,c]": up to the first comma stands "[a]" with another end.
  const keptTokens = entryTokens(1)
  expect(step.break).toEqual({
    at: 1,
    keptTokens,
    rewrittenTokens: step.tokens - keptTokens,
    why: 'max-tokens',
  })
  // 1,000,000 following tokens at 3 - 1 dollars a million, and the rewritten ones beside.
  expect(priceOfBreak(step.break!, { read: 1, write: 3 }, 1_000_000)).toBeCloseTo(
    2 + (2 * (step.tokens - keptTokens)) / 1_000_000,
    12,
  )
})

/** Whether a newcomer of that usefulness takes the only place from a tool last wanted, at `before`, a turn ago. */
const takesOver = (before: number, usefulness: number, hysteresis?: Hysteresis) => {
  const first = advanceSession(createSessionState(), turn({ wanted: [wanted('a', { usefulness: before })] }))
  const given = hysteresis === undefined ? {} : { hysteresis }
  const ask = turn({ limits: { maxTools: 1 }, wanted: [wanted('b', { usefulness })], ...given })
  const step = advanceSession(first.state, ask)
  expect(step.refused.length + step.appended.length).toBe(1)
  return ids(step.state)[0] === 'b'
}

it('lets in only what is worth more by the margin: near tools do not take turns', () => {
  const slow = { margin: 0.1, halfLife: 1, least: 0 }
  expect(takesOver(0.8, 0.49, slow)).toBe(false)
  expect(takesOver(0.8, 0.51, slow)).toBe(true)
  expect(takesOver(0.8, 0.49, { ...slow, margin: 0 })).toBe(true)
  expect(takesOver(0.8, 0.49, { ...slow, halfLife: 0.5 })).toBe(true)
  expect(takesOver(0.8, 0.51, { ...slow, least: 0.5 })).toBe(false)
})

it('by default counts what nobody asked for a sixteenth after a turn, and 0.04 at least', () => {
  // 0.8 / 16 = 0.05, and 0.01 more.
  expect(takesOver(0.8, 0.059)).toBe(false)
  expect(takesOver(0.8, 0.061)).toBe(true)
  expect(takesOver(0.1, 0.049)).toBe(false)
  expect(takesOver(0.1, 0.051)).toBe(true)
})

it('takes what has come down to the least for equals, whenever it was asked for', () => {
  const first = advanceSession(createSessionState(), turn({ wanted: [wanted('a', { usefulness: 0.3 })] }))
  const second = advanceSession(first.state, turn({ wanted: [wanted('b', { usefulness: 0.6 })] }))
  const ask = turn({ limits: { maxTools: 2 }, wanted: [wanted('c', { usefulness: 0.9 })] })
  expect(ids(advanceSession(second.state, ask).state)).toEqual(['a', 'c'])
})

it('lets the last of equals go, so that the longest beginning stays', () => {
  const before = begin('a', 'b', 'c')
  const step = advanceSession(before, turn({ limits: { maxTools: 2 } }))
  expect(ids(step.state)).toEqual(['a', 'b'])
  expect(step.left).toEqual([{ id: 'c', why: 'max-tools' }])
  expect(step.break).toMatchObject({ at: 2, rewrittenTokens: expect.any(Number) })
})

it('never lets a pinned tool go, and refuses limits that the pinned ones exceed', () => {
  const before = advanceSession(
    createSessionState(),
    turn({ wanted: [wanted('a'), wanted('b', { pinned: true, usefulness: 0 })] }),
  ).state
  const pins = [wanted('b', { pinned: true, usefulness: 0 })]
  expect(ids(advanceSession(before, turn({ limits: { maxTools: 1 }, wanted: pins })).state)).toEqual(['b'])
  expect(() => advanceSession(before, turn({ limits: { maxTools: 0 }, wanted: pins }))).toThrow(
    expect.objectContaining({ code: 'pins-over-budget' }),
  )
  const both = [...pins, wanted('c', { pinned: true })]
  expect(() => advanceSession(before, turn({ limits: { maxTools: 1 }, wanted: both }))).toThrow(
    expect.objectContaining({ code: 'pins-over-budget' }),
  )
})

it('makes room for a pinned tool whatever it is worth', () => {
  const before = begin('a', 'b')
  const pin = wanted('c', { pinned: true, usefulness: 0 })
  expect(ids(advanceSession(before, turn({ limits: { maxTools: 2 }, wanted: [pin] })).state)).toEqual([
    'a',
    'c',
  ])
})

it('evicts no more than it takes', () => {
  const small = (name: string, usefulness: number) => wanted(name, { usefulness })
  const large = wanted('large', {
    usefulness: 0.2,
    json: JSON.stringify({ name: 'large', filler: 'x'.repeat(500) }),
  })
  const first = advanceSession(createSessionState(), turn({ wanted: [small('a', 0.1), large] }))
  const step = advanceSession(
    first.state,
    turn({
      // Else both would have come down to the least, and the last of them would go anyway.
      hysteresis: { margin: 0, halfLife: 4, least: 0 },
      limits: { maxTokens: first.tokens },
      wanted: [
        wanted('b', { usefulness: 0.9, json: JSON.stringify({ name: 'b', filler: 'y'.repeat(400) }) }),
      ],
    }),
  )
  expect(ids(step.state)).toEqual(['a', 'b'])
})

it('asked for the same again, hands out the same', () => {
  const limits = { maxTokens: 60 }
  const all = ['a', 'b', 'c', 'd'].map((name, at) => wanted(name, { usefulness: 1 - at / 10 }))
  const once = advanceSession(createSessionState(), turn({ asked: 'x', limits, wanted: all }))
  const twice = advanceSession(once.state, turn({ asked: 'x', limits, wanted: [...all, wanted('e')] }))
  expect(twice.state.entries.map(({ json }) => json)).toEqual(once.state.entries.map(({ json }) => json))
  expect(twice).toMatchObject({ appended: [], left: [], break: null, tokens: once.tokens })
})

it('asked for the same again, lets nothing in that it refused, though what nobody asked for is worth less by then', () => {
  const hysteresis = { margin: 0, halfLife: 1, least: 0 }
  const again = {
    asked: 'x',
    hysteresis,
    limits: { maxTools: 1 },
    wanted: [wanted('b', { usefulness: 0.3 })],
  }
  const first = advanceSession(createSessionState(), turn({ wanted: [wanted('a', { usefulness: 0.9 })] }))
  const once = advanceSession(first.state, turn(again))
  expect(once.refused).toEqual([{ id: 'b', why: 'max-tools' }])
  expect(ids(advanceSession(once.state, turn(again)).state)).toEqual(['a'])
  // Asked for in other words it comes in: a is worth 0.225 two turns after it was asked for.
  expect(ids(advanceSession(once.state, turn({ ...again, asked: 'y' })).state)).toEqual(['b'])
})

it('costs nothing while it is empty', () => {
  expect(advanceSession(createSessionState(), turn())).toMatchObject({ tokens: 0, break: null })
})
