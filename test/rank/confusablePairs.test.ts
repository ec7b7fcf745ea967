import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confusableGroups } from '../../src/rank/confusableGroups.js'
import { confusablePairs, MAX_GAP } from '../../src/rank/confusablePairs.js'
import type { NearTools } from '../../src/rank/ownGaps.js'
import type { PairGap } from '../../src/rank/PairGap.js'

const near = (entries: readonly [number, number][], bound = Number.POSITIVE_INFINITY): NearTools => ({
  positions: Uint32Array.from(entries, ([position]) => position),
  gaps: Float32Array.from(entries, ([, gap]) => gap),
  bound,
})
const pair = (first: number, second: number, gap = 1): PairGap => ({ first, second, gap })

describe('confusablePairs', () => {
  it('takes the mean of both directions, smallest first, ties by position', () => {
    const all = [
      near([
        [1, 2],
        [2, 6],
      ]),
      near([
        [0, 4],
        [2, 3],
      ]),
      near([
        [1, 3],
        [0, 4],
      ]),
    ]
    expect(confusablePairs(all, { budget: 9 })).toEqual([pair(0, 1, 3), pair(1, 2, 3), pair(0, 2, 5)])
    expect(confusablePairs(all, { budget: 1 })).toEqual([pair(0, 1, 3)])
  })

  it('counts a tool that is not near with the bound of the tool that it is not near to', () => {
    expect(
      confusablePairs([near([[1, 2]], 50), near([[2, 1]], 8), near([[1, 1]], 60)], { budget: 9 }),
    ).toEqual([pair(1, 2, 1), pair(0, 1, 5)])
  })

  it('leaves out what the ranker tells apart', () => {
    expect(confusablePairs([near([[1, MAX_GAP]]), near([[0, MAX_GAP]])], { budget: 9 })).toEqual([])
    expect(confusablePairs([near([[1, MAX_GAP]]), near([[0, MAX_GAP - 1]])], { budget: 9 })).toHaveLength(1)
    const far = [near([[1, 90]]), near([[0, 90]])]
    expect(confusablePairs(far, { budget: 9, maxGap: 91 })).toEqual([pair(0, 1, 90)])
  })

  /** Tools 0 to 5 are 10 apart from each other; 6 and 7 are `lonely` apart, and far from all others. */
  const crowd = (lonely: number, close = 10) =>
    Array.from({ length: 8 }, (_, one) =>
      near(
        Array.from({ length: 8 }, (_, other): [number, number] => {
          const isCrowd = one < 6 && other < 6
          return [other, isCrowd ? close : one > 5 && other > 5 ? lonely : 300]
        }).filter(([other]) => other !== one),
      ),
    )

  it('takes the pair that has no other near before those of a crowd, and puts the closer ones first', () => {
    expect(confusablePairs(crowd(20), { budget: 1 })).toEqual([pair(6, 7, 20)])
    const some = confusablePairs(crowd(20), { budget: 3 })
    expect(some).toEqual([pair(0, 1, 10), pair(0, 2, 10), pair(6, 7, 20)])
    const plain = { temperature: 25, share: 0 }
    expect(confusablePairs(crowd(20), { budget: 1, crowding: plain })).toEqual([pair(0, 1, 10)])
  })

  it('takes twins before all others, in a crowd or not', () => {
    expect(confusablePairs(crowd(20, 0.9), { budget: 1 })).toEqual([pair(0, 1, expect.closeTo(0.9))])
    expect(confusablePairs(crowd(20, 1), { budget: 1 })).toEqual([pair(6, 7, 20)])
  })

  it('holds every pair once, smallest gap first, and a larger budget never loses one', () => {
    const size = 7
    const gaps = fc.array(fc.integer({ min: -5, max: 60 }), {
      minLength: size * size,
      maxLength: size * size,
    })
    fc.assert(
      fc.property(gaps, fc.nat(21), (values, budget) => {
        const all = Array.from({ length: size }, (_, one) =>
          near(
            Array.from({ length: size }, (_, other): [number, number] => [
              other,
              values[one * size + other] ?? 0,
            ]).filter(([other]) => other !== one),
          ),
        )
        const few = confusablePairs(all, { budget })
        const more = confusablePairs(all, { budget: budget + 1 })
        expect(few.length).toBeLessThanOrEqual(budget)
        expect(more).toEqual(expect.arrayContaining(few))
        expect(new Set(more.map(({ first, second }) => first * size + second)).size).toBe(more.length)
        expect(more.map(({ gap }) => gap)).toEqual(more.map(({ gap }) => gap).sort((a, b) => a - b))
        for (const { first, second, gap } of more) {
          expect(first).toBeLessThan(second)
          expect(gap).toBeLessThan(MAX_GAP)
        }
      }),
    )
  })
})

describe('confusableGroups', () => {
  it('joins tools of which every two are a pair, and nothing that hangs on by one', () => {
    expect(confusableGroups([pair(0, 2), pair(2, 5), pair(0, 5), pair(5, 7), pair(8, 9)])).toEqual([
      [0, 2, 5],
    ])
  })

  it('joins two groups of two', () => {
    const pairs = [pair(0, 1), pair(2, 3), pair(0, 2), pair(0, 3), pair(1, 2), pair(1, 3)]
    expect(confusableGroups(pairs)).toEqual([[0, 1, 2, 3]])
    expect(confusableGroups(pairs.slice(0, -1))).toEqual([])
  })

  it('makes groups of 12 tools at most', () => {
    const pairs = Array.from({ length: 20 }, (_, first) =>
      Array.from({ length: 20 }, (_, second) => pair(first, second)).slice(first + 1),
    ).flat()
    expect(confusableGroups(pairs).map((group) => group.length)).toEqual([12, 8])
  })

  it('every two of a group are a pair, and no tool is in two groups', () => {
    const some = fc.uniqueArray(fc.tuple(fc.nat(9), fc.nat(9)), { selector: ([a, b]) => a * 10 + b })
    fc.assert(
      fc.property(some, (list) => {
        const pairs = list.filter(([a, b]) => a < b).map(([a, b]) => pair(a, b))
        const keys = new Set(pairs.map(({ first, second }) => `${first} ${second}`))
        const groups = confusableGroups(pairs)
        expect(new Set(groups.flat()).size).toBe(groups.flat().length)
        for (const group of groups)
          for (const [at, one] of group.entries())
            for (const other of group.slice(at + 1)) expect(keys.has(`${one} ${other}`)).toBe(true)
      }),
    )
  })
})
