import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confusableGroups } from '../../src/rank/confusableGroups.js'
import { confusablePairs, MAX_GAP, type PairGap } from '../../src/rank/confusablePairs.js'
import type { NearTools } from '../../src/rank/ownGaps.js'

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
    expect(confusablePairs(all, 9)).toEqual([pair(0, 1, 3), pair(1, 2, 3), pair(0, 2, 5)])
    expect(confusablePairs(all, 1)).toEqual([pair(0, 1, 3)])
  })

  it('counts a tool that is not near with the bound of the tool that it is not near to', () => {
    expect(confusablePairs([near([[1, 2]], 50), near([[2, 1]], 8), near([[1, 1]], 60)], 9)).toEqual([
      pair(1, 2, 1),
      pair(0, 1, 5),
    ])
  })

  it('leaves out what the ranker tells apart', () => {
    expect(confusablePairs([near([[1, MAX_GAP]]), near([[0, MAX_GAP]])], 9)).toEqual([])
    expect(confusablePairs([near([[1, MAX_GAP]]), near([[0, MAX_GAP - 1]])], 9)).toHaveLength(1)
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
