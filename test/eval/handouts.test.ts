import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CribError } from '../../src/errors.js'
import { evaluateHandouts, judgeGate, type QueryRow, wilsonInterval } from '../../src/eval/index.js'

const query = (gold: string[], more: Partial<QueryRow> = {}): QueryRow => ({
  id: gold.join('+'),
  text: 'x',
  gold,
  ...more,
})

describe('evaluateHandouts', () => {
  it('counts needs, not ids: alternatives and anyOf', () => {
    const scores = evaluateHandouts([
      { query: query(['a', 'b'], { alternatives: { b: ['c'] } }), handed: ['a', 'c'] },
      { query: query(['a', 'b'], { anyOf: true }), handed: ['b'] },
      { query: query(['a', 'b', 'd']), handed: ['b'] },
      { query: query([]), handed: [] },
    ])
    expect(scores).toMatchObject({ queries: 3, noGold: 1, complete: 2 / 3 })
    expect(scores.kept).toBeCloseTo((1 + 1 + 1 / 3) / 3)
    expect(scores.misses).toEqual([{ id: 'a+b+d', text: 'x', kept: 1 / 3, missing: ['a', 'd'] }])
  })

  it('puts the worst first, and of equal ones the one that lacks more', () => {
    const runs = [query(['h', 'a']), query(['z']), query(['y', 'x'])].map((row) => ({
      query: row,
      handed: ['h'],
    }))
    expect(evaluateHandouts(runs).misses.map(({ id }) => id)).toEqual(['y+x', 'z', 'h+a'])
  })

  it('is all or nothing at the ends, and a longer list never keeps less', () => {
    const ids = fc.subarray(['a', 'b', 'c', 'd', 'e'], { minLength: 1 })
    fc.assert(
      fc.property(ids, ids, ids, (gold, handed, more) => {
        const keptOf = (list: string[]) => evaluateHandouts([{ query: query(gold), handed: list }]).kept
        expect(keptOf(gold)).toBe(1)
        expect(keptOf([])).toBe(0)
        expect(keptOf([...handed, ...more])).toBeGreaterThanOrEqual(keptOf(handed))
      }),
    )
  })
})

describe('wilsonInterval', () => {
  it('has the values of the formula', () => {
    // 8 of 10, as in tables of the interval.
    const [low, high] = wilsonInterval(0.8, 10)
    expect(low).toBeCloseTo(0.4902, 4)
    expect(high).toBeCloseTo(0.9433, 4)
    expect(wilsonInterval(0, 0)).toEqual([0, 1])
  })

  it('holds the mean, stays within 0 and 1, and narrows with more tries', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 1e6 }),
        (mean, tries) => {
          const [low, high] = wilsonInterval(mean, tries)
          expect(low).toBeGreaterThanOrEqual(0)
          expect(high).toBeLessThanOrEqual(1)
          expect(low).toBeLessThanOrEqual(mean + 1e-9)
          expect(high).toBeGreaterThanOrEqual(mean - 1e-9)
          const [low4, high4] = wilsonInterval(mean, tries * 4)
          expect(high4 - low4).toBeLessThan(high - low)
        },
      ),
    )
  })
})

describe('judgeGate', () => {
  const scores = {
    queries: 3,
    kept: 0.9,
    intervals: { kept: [0.7, 0.97] as [number, number], complete: [0, 1] as [number, number] },
  }

  it('compares the figure that was asked for', () => {
    expect(judgeGate(scores, { minRecall: 0.9, on: 'mean' })).toMatchObject({ passed: true, short: 0 })
    expect(judgeGate(scores, { minRecall: 0.91, on: 'mean' }).short).toBeCloseTo(0.01)
    expect(judgeGate(scores, { minRecall: 0.9, on: 'lower' })).toMatchObject({ passed: false, value: 0.7 })
  })

  it('is not fooled by the last bits of a sum', () => {
    expect(judgeGate({ ...scores, kept: 0.1 + 0.2 - 1e-16 }, { minRecall: 0.3, on: 'mean' }).passed).toBe(
      true,
    )
    expect(judgeGate({ ...scores, kept: 0.3 - 1e-9 }, { minRecall: 0.3, on: 'mean' }).passed).toBe(false)
  })

  it('throws where nothing was scored', () => {
    expect(() => judgeGate({ ...scores, queries: 0 }, { minRecall: 0, on: 'mean' })).toThrow(CribError)
  })
})
