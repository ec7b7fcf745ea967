import { describe, expect, test } from 'vitest'
import type { ContenderEntry } from '../../../bench/contenders/Contender.js'
import { poolSuite } from '../../../bench/suites/poolSuite.js'
import { scoreOutcomes } from '../../../bench/suites/scoreOutcomes.js'
import { judgedIds, parseJudgements, withJudgement } from '../../../bench/tasks/Judgement.js'

const rows = [
  { id: 'q1', text: 'first', gold: ['a'], alternatives: { a: ['b'] } },
  { id: 'q2', text: 'second', gold: [] },
]
const read = (...lines: unknown[]) =>
  parseJudgements(lines.map((line) => JSON.stringify(line)).join('\n'), 'j', rows)

describe('judgements', () => {
  test('add alternatives to what the labels have, once', () => {
    const found = read({ task: 'q1', relevant: { a: ['c', 'b'] }, not: ['d'] }, { task: 'q2', not: ['a'] })
    expect(withJudgement(rows[0]!, found.get('q1')!)).toEqual({ ...rows[0], alternatives: { a: ['b', 'c'] } })
    expect(withJudgement(rows[1]!, found.get('q2')!)).toEqual(rows[1])
    expect([...judgedIds(rows[0]!, found.get('q1'))].sort()).toEqual(['a', 'b', 'c', 'd'])
    expect([...judgedIds(rows[0]!)].sort()).toEqual(['a', 'b'])
  })

  test.each([
    [{ task: 'q9', not: [] }, /line 1 judges "q9", which is no task/],
    [{ task: 'q2', relevant: { a: ['c'] } }, /no gold tool of q2: mend the labels/],
    [{ task: 'q1', relevant: { a: ['c'] }, not: ['c'] }, /says of c that it serves q1 and that it does not/],
    [{ task: 'q1', not: 'd' }, /line 1 is no judgement/],
    [7, /line 1 is no judgement/],
  ])('%j is refused', (line, message) => {
    expect(() => read(line)).toThrow(
      expect.objectContaining({ code: 'eval-invalid', message: expect.stringMatching(message) }),
    )
  })

  test('of one task stand on one line', () => {
    expect(() => read({ task: 'q1' }, { task: 'q1' })).toThrow(/line 2 judges q1, which an earlier line does/)
  })
})

describe('poolSuite', () => {
  const progress = () => ({ update: () => undefined, end: () => undefined })
  const entry = (name: string, ranked: string[]): ContenderEntry => ({
    name,
    load: async () => ({ name, index: async () => undefined, rank: (_, limit) => ranked.slice(0, limit) }),
  })
  const judged = new Map([['q1', new Set(['a', 'b'])]])
  const set = { name: 's', sources: [], queries: rows, judged }

  test("takes the union of everyone's five best less what is judged, and says who could not run", async () => {
    const contenders: ContenderEntry[] = [
      entry('one', ['a', 'x', 'y', 'b', 'z', 'sixth']),
      entry('two', ['w', 'x']),
      { name: 'three', load: async () => ({ skipped: 'no model' }) },
    ]
    const { unjudged, skipped } = await poolSuite(set, { contenders, models: undefined, progress })
    expect([...unjudged]).toEqual([
      ['q1', ['w', 'x', 'y', 'z']],
      ['q2', ['a', 'b', 'w', 'x', 'y', 'z']],
    ])
    expect(skipped).toEqual([{ name: 'three', skipped: 'no model' }])
  })

  test('a run says which share of its five best is unjudged, of pooled sets only', () => {
    const handed = { ids: [], tokens: 2 }
    const outcomes = [{ query: rows[0]!, ranked: ['a', 'x', 'b', 'y', 'z', 'b'], handed }]
    expect(scoreOutcomes(outcomes, set).unjudged).toBeCloseTo(0.6)
    expect(scoreOutcomes(outcomes, { name: 's', sources: [], queries: rows })).not.toHaveProperty('unjudged')
  })
})
