import { expect, it } from 'vitest'
import { advanceSession, type SessionTurn } from '../../src/session/advanceSession.js'
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
        wanted('c', { usefulness: 0.6 }),
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

it('keeps what is worth nearly as much: near tools do not take turns', () => {
  const first = advanceSession(createSessionState(), turn({ wanted: [wanted('a', { usefulness: 0.5 })] }))
  const limits = { maxTokens: first.tokens }
  const step = advanceSession(first.state, turn({ limits, wanted: [wanted('b', { usefulness: 0.5 })] }))
  expect(ids(step.state)).toEqual(['a'])
  expect(step.refused).toEqual([{ id: 'b', why: 'max-tokens' }])
})

it('counts what nobody asked for half after four turns', () => {
  let { state, tokens } = advanceSession(
    createSessionState(),
    turn({ wanted: [wanted('a', { usefulness: 0.8 })] }),
  )
  for (let other = 0; other < 3; other++) state = advanceSession(state, turn()).state
  const limits = { maxTokens: tokens }
  const tooLittle = advanceSession(state, turn({ limits, wanted: [wanted('b', { usefulness: 0.49 })] }))
  expect(ids(tooLittle.state)).toEqual(['a'])
  const enough = advanceSession(state, turn({ limits, wanted: [wanted('b', { usefulness: 0.51 })] }))
  expect(ids(enough.state)).toEqual(['b'])
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

it('costs nothing while it is empty', () => {
  expect(advanceSession(createSessionState(), turn())).toMatchObject({ tokens: 0, break: null })
})
