import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScoredTool } from '../../src/rank/ScoredTool.js'
import { scoreTools } from '../../src/rank/scoreTools.js'
import { MAX_FALL, shiftRanks } from '../../src/rank/shiftRanks.js'
import { dense, rankable, TASK_VECTOR } from './rankable.js'

const NAMES = Array.from({ length: 80 }, (_, at) => `tool_${String(at).padStart(2, '0')}`)
const catalog = rankable(NAMES)
const ranking = (scores: readonly number[]): ScoredTool[] =>
  scores.map((score, at) => ({
    tool: catalog.tools[at]!,
    position: at,
    rank: at + 1,
    score,
    confidence: 0.5,
    similarity: 0,
    similarityZ: 0,
    lexical: 0,
  }))
const positions = (tools: readonly ScoredTool[]) => tools.map(({ position }) => position)

describe('shiftRanks', () => {
  it('moves tools by score and shift, and says what it added', () => {
    const before = ranking([9, 8, 7, 6])
    const after = shiftRanks(before, new Map([[3, 2.5]]), 4)
    expect(positions(after)).toEqual([0, 3, 1, 2])
    expect(after.map(({ rank }) => rank)).toEqual([1, 2, 3, 4])
    expect(after[1]).toMatchObject({ score: 8.5, shift: 2.5 })
    expect(after[0]).not.toHaveProperty('shift')
    expect(positions(before)).toEqual([0, 1, 2, 3])
  })

  it('lets a tool that is turned down fall five ranks and no more', () => {
    const after = shiftRanks(ranking([20, 19, 18, 17, 16, 15, 14, 13]), new Map([[0, -100]]), 8)
    expect(positions(after)).toEqual([1, 2, 3, 4, 5, 0, 6, 7])
  })

  it('keeps an order that does not follow the scores: a place is worth its score by size', () => {
    const covered = ranking([9, 2, 8, 7])
    expect(positions(shiftRanks(covered, new Map(), 4))).toEqual([0, 1, 2, 3])
    expect(positions(shiftRanks(covered, new Map([[3, 5.5]]), 4))).toEqual([0, 1, 3, 2])
    expect(positions(shiftRanks(covered, new Map([[3, 6.5]]), 4))).toEqual([0, 3, 1, 2])
  })

  it('takes up what is raised from behind, and moves what stands between by one', () => {
    const tools = ranking([9, 8, 7, 6, 5, 4])
    const [pinned, raised] = [
      { ...tools[4]!, rank: 20 },
      { ...tools[5]!, rank: 40 },
    ]
    const after = shiftRanks([...tools.slice(0, 4), pinned, raised], new Map([[5, 3.5]]), 4)
    expect(after.map(({ position, rank }) => [position, rank])).toEqual([
      [0, 1],
      [1, 2],
      [5, 3],
      [2, 4],
      [3, 5],
      [4, 21],
    ])
    const weak = shiftRanks([...tools.slice(0, 4), pinned, raised], new Map([[5, 1]]), 4)
    expect(weak.map(({ position, rank }) => [position, rank]).slice(4)).toEqual([
      [4, 20],
      [5, 40],
    ])
  })

  it('leaves a pinned tool behind that covering displaced, however well it scores', () => {
    const tools = ranking([9, 8, 7])
    const after = shiftRanks([...tools.slice(0, 2), { ...tools[2]!, score: 20 }], new Map([[1, 3]]), 2)
    expect(after.map(({ position, rank }) => [position, rank])).toEqual([
      [1, 1],
      [0, 2],
      [2, 3],
    ])
  })

  it('never lets a tool fall more than five ranks, whatever the shifts', () => {
    const shifts = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 30, maxLength: 30 })
    const scores = fc.array(fc.double({ min: -5, max: 20, noNaN: true }), { minLength: 30, maxLength: 30 })
    fc.assert(
      fc.property(scores, shifts, (given, moves) => {
        const before = ranking(given)
        const after = shiftRanks(before, new Map(moves.entries()), before.length)
        expect([...positions(after)].sort((a, b) => a - b)).toEqual(positions(before))
        for (const [at, { position, rank }] of after.entries()) {
          expect(rank).toBe(at + 1)
          expect(rank - (position + 1)).toBeLessThanOrEqual(MAX_FALL)
        }
      }),
    )
  })
})

describe('scoreTools with shifts', () => {
  const few = (min: number, max: number) =>
    fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 79 }), fc.double({ min, max, noNaN: true })), {
      maxLength: 5,
      selector: ([position]) => position,
    })
  const cosines = fc.uniqueArray(fc.double({ min: -1, max: 1, noNaN: true }), {
    minLength: 80,
    maxLength: 80,
  })
  const rank = (signal: readonly number[], limit: number, shifts: ReadonlyMap<number, number>) =>
    scoreTools(
      catalog,
      { terms: [], vector: TASK_VECTOR },
      { dense: dense(signal), limits: { limit }, shifts },
    )

  it('gives the head of the whole ranking for any limit, and leaves fit to the texts', () => {
    fc.assert(
      fc.property(cosines, few(-3, -0.01), few(0.01, 3), (signal, down, up) => {
        const shifts = new Map([...down, ...up])
        const whole = rank(signal, 80, shifts).items
        const plain = rank(signal, 80, new Map()).items
        const before = new Map(plain.map((item) => [item.position, item.rank]))
        for (const item of whole) expect(item.rank - before.get(item.position)!).toBeLessThanOrEqual(MAX_FALL)
        for (const limit of [3, 52]) {
          const shown = rank(signal, limit, shifts)
          expect(positions(shown.items)).toEqual(positions(whole).slice(0, limit))
          expect(shown.views).toHaveLength(limit)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('raises no tool that a filter leaves out, and keeps pinned ones', () => {
    const signal = NAMES.map((_, at) => 1 - at / 80)
    const limits = {
      limit: 2,
      allowed: ({ name }: { name: string }) => name !== 'tool_79',
      always: new Set(['tool_60']),
    }
    const shifts = new Map([
      [79, 9],
      [70, 9],
    ])
    const { items } = scoreTools(
      catalog,
      { terms: [], vector: TASK_VECTOR },
      { dense: dense(signal), limits, shifts },
    )
    expect(items.map(({ tool, rank }) => [tool.name, rank])).toEqual([
      ['tool_70', 1],
      ['tool_00', 2],
      ['tool_60', 62],
    ])
  })

  it('moves confidence with the shift', () => {
    const signal = NAMES.map((_, at) => 1 - at / 80)
    const plain = rank(signal, 3, new Map()).items[1]!
    const raised = rank(signal, 3, new Map([[1, 5]])).items[0]!
    const lowered = rank(signal, 9, new Map([[1, -5]])).items.find(({ position }) => position === 1)!
    expect(raised.confidence).toBeGreaterThan(plain.confidence)
    expect(lowered.confidence).toBeLessThan(plain.confidence)
    expect(lowered.rank).toBe(7)
  })
})
