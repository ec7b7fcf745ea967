import fc from 'fast-check'
import { expect, it } from 'vitest'
import { advanceSession, type SessionTurn } from '../../src/session/advanceSession.js'
import { parseSessionState } from '../../src/session/parseSessionState.js'
import { createSessionState, type SessionState } from '../../src/session/SessionState.js'
import { estimate } from '../../src/tokens/drivers/estimate.js'
import { listTokens, measureItem } from '../../src/tokens/listCost.js'
import { wanted } from './sessionTurns.js'

const counter = estimate()
const tokensOf = (list: readonly string[]) =>
  listTokens(
    counter,
    list.map((json) => measureItem(counter, json)),
  )
const NAMES = Array.from({ length: 12 }, (_, at) => `tool_${at}`)

const one = fc
  .record({
    id: fc.constantFrom(...NAMES),
    size: fc.nat(300),
    usefulness: fc.double({ min: 0, max: 1, noNaN: true }),
    version: fc.nat(1),
  })
  .map(({ id, size, usefulness, version }) =>
    wanted(id, {
      usefulness,
      hash: `h${version}`,
      json: JSON.stringify({ name: id, description: `${'word '.repeat(size / 5)}${version}` }),
    }),
  )

interface Ask {
  wanted: ReturnType<typeof wanted>[]
  limits: { maxTokens?: number | undefined; maxTools?: number | undefined }
  gone: string[]
}

const ask: fc.Arbitrary<Ask> = fc.record({
  wanted: fc.uniqueArray(one, { selector: ({ id }) => id, maxLength: 6 }),
  limits: fc.record({
    maxTokens: fc.option(fc.nat(300), { nil: undefined }),
    maxTools: fc.option(fc.nat(8), { nil: undefined }),
  }),
  gone: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 }),
})
const conversation = fc.array(ask, { minLength: 1, maxLength: 50 })

/** The turn that asks for this; a tool that is wanted is in the catalog as it is wanted. */
function turnOf({ wanted: asked, limits, gone }: Ask, state: SessionState): SessionTurn {
  const hashes = new Map(state.entries.map(({ id, hash }) => [id, hash]))
  for (const id of gone) hashes.delete(id)
  for (const { id, hash } of asked) hashes.set(id, hash)
  return { asked: '', wanted: asked, limits, tokensOf, hashOf: (id) => hashes.get(id) }
}

const jsons = ({ entries }: SessionState) => entries.map(({ json }) => json)

/** Every step of a conversation, with the state before it. */
function* stepsOf(asks: readonly Ask[]) {
  let state = createSessionState()
  for (const each of asks) {
    const before = structuredClone(state)
    const step = advanceSession(state, turnOf(each, state))
    expect(state).toEqual(before)
    yield { ask: each, before, step }
    state = step.state
  }
}

it('never exceeds a limit, and counts exactly', () => {
  fc.assert(
    fc.property(conversation, (asks) => {
      for (const {
        ask: { limits },
        step,
      } of stepsOf(asks)) {
        const items = jsons(step.state)
        expect(step.tokens).toBe(items.length === 0 ? 0 : tokensOf(items))
        expect(step.tokens).toBeLessThanOrEqual(limits.maxTokens ?? step.tokens)
        expect(items.length).toBeLessThanOrEqual(limits.maxTools ?? items.length)
      }
    }),
  )
})

it('keeps the list as the beginning of the next, unless something has to leave', () => {
  fc.assert(
    fc.property(conversation, (asks) => {
      for (const { before, step } of stepsOf(asks)) {
        const [old, now] = [jsons(before), jsons(step.state)]
        if (step.left.length === 0) expect(now.slice(0, old.length)).toEqual(old)
        const at = old.findIndex((json, index) => now[index] !== json)
        expect(step.break?.at ?? -1).toBe(at)
        // Whatever stays, stays in its order.
        const gone = new Set(step.left.map(({ id }) => id))
        const stayed = before.entries.filter(({ id }) => !gone.has(id)).map(({ json }) => json)
        expect(now.filter((json) => stayed.includes(json))).toEqual(stayed)
      }
    }),
  )
})

it('lets nothing leave without a reason: a limit, or its tool is gone or changed', () => {
  fc.assert(
    fc.property(conversation, (asks) => {
      for (const {
        ask: { limits, gone, wanted: asked },
        before,
        step,
      } of stepsOf(asks)) {
        const isFree = limits.maxTokens === undefined && limits.maxTools === undefined
        for (const { id, why } of step.left) {
          if (why === 'removed') expect(gone).toContain(id)
          else if (why === 'changed') {
            const old = before.entries.find((entry) => entry.id === id)!
            expect(asked.find((each) => each.id === id)?.hash).not.toBe(old.hash)
          } else expect(isFree).toBe(false)
        }
        if (isFree) expect(step.refused).toEqual([])
      }
    }),
  )
})

it('holds no tool twice, and everything wanted unless it was refused', () => {
  fc.assert(
    fc.property(conversation, (asks) => {
      for (const {
        ask: { wanted: asked },
        step,
      } of stepsOf(asks)) {
        const ids = step.state.entries.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        const lost = new Set([...step.refused, ...step.left].map(({ id }) => id))
        for (const { id } of asked) expect(ids.includes(id) || lost.has(id)).toBe(true)
        expect([...step.kept, ...step.appended].sort()).toEqual([...ids].sort())
      }
    }),
  )
})

it('goes on the same from a state that was carried as JSON', () => {
  fc.assert(
    fc.property(conversation, ask, (asks, last) => {
      let state = createSessionState()
      for (const { step } of stepsOf(asks)) state = step.state
      const carried = parseSessionState(JSON.parse(JSON.stringify(state)))
      expect(carried).toEqual(state)
      expect(advanceSession(carried, turnOf(last, state))).toEqual(advanceSession(state, turnOf(last, state)))
    }),
  )
})

it('hands out the same list when the same is asked for again', () => {
  fc.assert(
    fc.property(conversation, ask, (asks, last) => {
      let state = createSessionState()
      for (const { step } of stepsOf(asks)) state = step.state
      const once = advanceSession(state, { ...turnOf(last, state), asked: 'key' })
      const twice = advanceSession(once.state, { ...turnOf({ ...last, gone: [] }, once.state), asked: 'key' })
      expect(jsons(twice.state)).toEqual(jsons(once.state))
    }),
  )
})
