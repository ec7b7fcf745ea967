import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COVER, coverIntents } from '../../src/rank/coverIntents.js'

describe('coverIntents', () => {
  it('covers every intent before a second tool for any of them', () => {
    // Tools 0 to 2 serve the first intent, 3 the second, 4 the third.
    const pool = {
      whole: [12, 11.5, 11, 6, 5],
      intents: [
        [14, 13.8, 13.6, 0, 0],
        [0, 0, 0, 14, 1],
        [0, 0, 0, 1, 14],
      ],
    }
    expect(coverIntents(pool, 3).sort()).toEqual([0, 3, 4])
    expect(coverIntents(pool, 5)[0]).toBe(0)
  })

  it('does not split where no tool fits a part: that part is context, not a wish', () => {
    const pool = {
      whole: [14, 13, 12, 2],
      intents: [
        [14, 13, 12, 0],
        [-3, -3, -3, -2],
      ],
    }
    expect(coverIntents(pool, 3)).toEqual([])
  })

  it('does not split where all parts ask for the same tool', () => {
    expect(
      coverIntents(
        {
          whole: [12, 3],
          intents: [
            [14, 2],
            [13, 5],
          ],
        },
        2,
      ),
    ).toEqual([])
  })

  it('begins with the best for the whole task, whatever the intents say', () => {
    const score = fc.integer({ min: -5, max: 20 })
    const pools = fc.integer({ min: 1, max: 12 }).chain((size) =>
      fc.record({
        whole: fc.array(score, { minLength: size, maxLength: size }),
        intents: fc.array(fc.array(score, { minLength: size, maxLength: size }), {
          minLength: 2,
          maxLength: 5,
        }),
      }),
    )
    fc.assert(
      fc.property(pools, fc.integer({ min: 1, max: 15 }), (pool, limit) => {
        const order = coverIntents(pool, limit)
        fc.pre(order.length > 0)
        expect(order).toHaveLength(Math.min(limit, pool.whole.length))
        expect(new Set(order).size).toBe(order.length)
        expect(order[0]).toBe(pool.whole.indexOf(Math.max(...pool.whole)))
        // A longer order only goes on: what was chosen first stays.
        expect(coverIntents(pool, limit + 3).slice(0, order.length)).toEqual(order)
      }),
    )
  })

  it('covers all of several clear intents within as many places, whatever their order', () => {
    const count = fc.integer({ min: 2, max: 6 })
    fc.assert(
      fc.property(count, fc.integer({ min: 1, max: 3 }), (intents, twins) => {
        const size = intents * (1 + twins)
        const serves = (at: number) => at % intents
        const pool = {
          whole: Array.from({ length: size }, (_, at) => 12 - serves(at)),
          intents: Array.from({ length: intents }, (_, intent) =>
            Array.from({ length: size }, (_, at) => (serves(at) === intent ? 15 : 0)),
          ),
        }
        const first = coverIntents(pool, intents, { ...COVER, intents: 0.9 })
        expect(new Set(first.map(serves)).size).toBe(intents)
      }),
    )
  })
})
