import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprint } from '../../src/trust/fingerprint.js'
import { parseTrustState } from '../../src/trust/parseTrustState.js'
import { createTrustState, type TrustState } from '../../src/trust/TrustState.js'
import { ANY_LISTING, DAYS, judge } from './listings.js'

const ANY_HISTORY = fc.array(ANY_LISTING, { maxLength: 4 })

function stateAfter(history: readonly unknown[][]): TrustState {
  return history.reduce<TrustState>((state, tools) => judge(tools, state).state, createTrustState())
}

const sorted = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).sort()

describe('judgeTools, over any history of listings', () => {
  it('never allows another definition than the first of that name', () => {
    fc.assert(
      fc.property(ANY_HISTORY, (history) => {
        const first = new Map<string, string>()
        let state = createTrustState()
        for (const tools of history) {
          const judged = judge(tools, state)
          state = judged.state
          for (const one of judged.allowed) {
            const known = first.get(one.name) ?? fingerprint(one)
            first.set(one.name, known)
            expect(fingerprint(one)).toBe(known)
          }
        }
      }),
    )
  })

  it('puts every tool of a listing in exactly one place', () => {
    fc.assert(
      fc.property(ANY_HISTORY, ANY_LISTING, (history, tools) => {
        const { allowed, held, rejected } = judge(tools, stateAfter(history))
        const places = [...held, ...rejected].map(({ index }) => index)
        expect(new Set(places).size).toBe(places.length)
        const rest = tools.filter((_, at) => !places.includes(at))
        expect(JSON.stringify(allowed)).toBe(JSON.stringify(rest))
      }),
    )
  })

  it('changes nothing when the same listing comes again, whenever', () => {
    fc.assert(
      fc.property(ANY_HISTORY, ANY_LISTING, (history, tools) => {
        const once = judge(tools, stateAfter(history))
        const again = judge(tools, once.state, DAYS[2])
        expect(again.state).toBe(once.state)
        expect([again.allowed, again.held]).toEqual([once.allowed, once.held])
        expect(again.added).toEqual([])
      }),
    )
  })

  it('does not depend on the order of a listing', () => {
    const shuffled = ANY_LISTING.chain((tools) =>
      fc.tuple(
        fc.constant(tools),
        fc.shuffledSubarray(tools, { minLength: tools.length, maxLength: tools.length }),
      ),
    )
    fc.assert(
      fc.property(ANY_HISTORY, shuffled, (history, [one, other]) => {
        const state = stateAfter(history)
        const [left, right] = [judge(one, state), judge(other, state)]
        expect(left.state).toEqual(right.state)
        expect(left.added).toEqual(right.added)
        expect(sorted(left.allowed)).toEqual(sorted(right.allowed))
        const without = ({ held }: typeof left) => sorted(held.map(({ index: _, ...rest }) => rest))
        expect(without(left)).toEqual(without(right))
      }),
    )
  })

  it('makes states that survive a file', () => {
    fc.assert(
      fc.property(ANY_HISTORY, (history) => {
        const state = stateAfter(history)
        expect(parseTrustState(JSON.parse(JSON.stringify(state)))).toEqual(state)
      }),
    )
  })
})
