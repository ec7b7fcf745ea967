import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EvaluateOptions, evaluateRun, type QueryRow, type RankedQuery } from '../../src/eval/index.js'

const query = (gold: string[], rest: Partial<QueryRow> = {}): QueryRow => ({
  id: 'q',
  text: 't',
  gold,
  ...rest,
})
const score = (row: QueryRow, ranked: readonly string[], options?: EvaluateOptions) =>
  evaluateRun([{ query: row, ranked }], { resamples: 1, ...options }).metrics

/** By hand, with log2(2) = 1, log2(3) = 1.5849625, log2(4) = 2, log2(5) = 2.3219281, log2(11) = 3.4594316. */
const CASES: readonly (readonly [string, QueryRow, string, Record<string, number>])[] = [
  [
    'one gold, first',
    query(['a']),
    'a b c',
    { 'recall@1': 1, 'complete@5': 1, 'ndcg@5': 1, mrr: 1, 'tool@1': 1 },
  ],
  [
    'one gold, third',
    query(['a']),
    'x y a',
    { 'recall@1': 0, 'recall@3': 1, 'ndcg@5': 0.5, mrr: 1 / 3, 'tool@1': 0 },
  ],
  [
    'one gold, tenth',
    query(['a']),
    '1 2 3 4 5 6 7 8 9 a',
    {
      'recall@5': 0,
      'recall@10': 1,
      'complete@5': 0,
      'complete@10': 1,
      'ndcg@5': 0,
      'ndcg@10': 0.2890648,
      mrr: 0.1,
    },
  ],
  [
    'one gold, eleventh',
    query(['a']),
    '1 2 3 4 5 6 7 8 9 0 a',
    { 'recall@10': 0, 'complete@10': 0, 'ndcg@10': 0, mrr: 1 / 11 },
  ],
  ['one gold, missing', query(['a']), 'x y', { 'recall@10': 0, 'ndcg@10': 0, mrr: 0, 'tool@1': 0 }],
  [
    'nothing ranked',
    query(['a']),
    '',
    { 'recall@10': 0, 'complete@10': 0, 'ndcg@10': 0, mrr: 0, 'tool@1': 0 },
  ],
  // DCG = 1 + 1/2, IDCG = 1 + 1/1.5849625.
  [
    'two golds, first and third',
    query(['a', 'b']),
    'a x b',
    { 'recall@1': 0.5, 'recall@3': 1, 'complete@5': 1, 'ndcg@5': 0.919_720_8, mrr: 1 },
  ],
  [
    'two golds, one missing',
    query(['a', 'b']),
    'x b',
    { 'recall@5': 0.5, 'complete@5': 0, 'ndcg@5': 0.386_852_8, mrr: 0.5 },
  ],
  // Seven golds: IDCG@5 has five terms, 2.9484592; recall@5 is 5/7.
  [
    'seven golds in order',
    query([...'abcdefg']),
    'a b c d e f g',
    { 'recall@5': 5 / 7, 'complete@5': 0, 'complete@10': 1, 'ndcg@5': 1, 'ndcg@10': 1 },
  ],
  [
    'alternative counts as its gold',
    query(['a', 'b'], { alternatives: { a: ['a2'] } }),
    'a2 b',
    { 'recall@1': 0.5, 'recall@3': 1, 'ndcg@5': 1, 'tool@1': 1 },
  ],
  [
    'a group counts at its first hit only',
    query(['a', 'b'], { alternatives: { a: ['a2'] } }),
    'a2 a b',
    { 'recall@1': 0.5, 'recall@3': 1, 'ndcg@5': 0.919_720_8 },
  ],
  [
    'anyOf is one group',
    query(['a', 'b'], { anyOf: true }),
    'x b a',
    { 'recall@1': 0, 'recall@3': 1, 'complete@5': 1, 'ndcg@5': 0.630_929_8, mrr: 0.5 },
  ],
  [
    'anyOf takes alternatives in',
    query(['a', 'b'], { anyOf: true, alternatives: { b: ['c'] } }),
    'c',
    { 'recall@1': 1, 'ndcg@5': 1 },
  ],
  [
    'a hit satisfies every group it is in',
    query(['a', 'b'], { alternatives: { a: ['s'], b: ['s'] } }),
    's',
    { 'recall@1': 1, 'complete@5': 1, 'ndcg@5': 1, mrr: 1 },
  ],
  [
    'a shared hit late',
    query(['a', 'b'], { alternatives: { a: ['b'] } }),
    'x x x b',
    { 'recall@3': 0, 'recall@5': 1, 'ndcg@5': 0.528_136_2 },
  ],
  [
    'a repeated id takes up ranks and gains nothing',
    query(['a', 'b']),
    'a a b',
    { 'recall@3': 1, 'ndcg@5': 0.919_720_8 },
  ],
  [
    'a gold id given twice is one group',
    query(['a', 'a', 'b']),
    'a',
    { 'recall@1': 0.5, 'ndcg@5': 0.613_147_2 },
  ],
  [
    'names of the prototype',
    query(['constructor', '__proto__'], { alternatives: {} }),
    '__proto__ toString',
    { 'recall@1': 0.5, 'tool@1': 1 },
  ],
]

describe('evaluateRun', () => {
  it.each(CASES)('%s', (_, row, ranked, expected) => {
    const metrics = score(row, ranked.split(' ').filter(Boolean))
    for (const [name, value] of Object.entries(expected))
      expect([name, metrics[name]]).toEqual([name, expect.closeTo(value, 6)])
  })

  it('takes means over scored queries and counts the others', () => {
    const run: RankedQuery[] = [
      { query: query(['a']), ranked: ['a'] },
      { query: query(['a']), ranked: ['x', 'a'] },
      { query: query([]), ranked: ['x'] },
      { query: query([], { anyOf: true }), ranked: [] },
    ]
    const { queries, noGold, metrics, perQuery } = evaluateRun(run)
    expect([queries, noGold, metrics['recall@1'], metrics.mrr]).toEqual([2, 2, 0.5, 0.75])
    expect(perQuery.ids).toEqual(['q', 'q'])
    expect([...perQuery.values.mrr!]).toEqual([1, 0.5])
    expect(Object.keys(metrics)).toEqual(
      'recall@1 recall@3 recall@5 recall@10 complete@5 complete@10 ndcg@5 ndcg@10 mrr tool@1'.split(' '),
    )
  })

  it('has no metric, rather than NaN, where nothing was scored', () => {
    for (const run of [[], [{ query: query([]), ranked: ['a'] }]]) {
      expect(evaluateRun(run)).toMatchObject({ queries: 0, noGold: run.length, metrics: {}, intervals: {} })
    }
  })

  it('routes to servers', () => {
    const serverOf = (id: string) => (id.includes('/') ? id.split('/')[0] : undefined)
    const of = (row: QueryRow, ranked: string[]) => score(row, ranked, { serverOf })['server@1']
    expect(of(query(['s/a']), ['s/b'])).toBe(1)
    expect(of(query(['s/a']), ['t/a', 's/a'])).toBe(0)
    expect(of(query(['s/a']), [])).toBe(0)
    expect(of(query(['s/a']), ['loose'])).toBe(0)
    expect(of(query(['s/a'], { alternatives: { 's/a': ['t/a'] } }), ['t/z'])).toBe(1)
    expect(of(query(['loose'], { alternatives: { loose: ['t/a'] } }), ['other'])).toBe(1)
    expect(of(query(['loose']), ['loose'])).toBeUndefined()
    expect(score(query(['s/a']), ['s/a'])['server@1']).toBeUndefined()
  })

  it('grows with k, is complete only with full recall, and stays within 0 and 1', () => {
    const id = fc.constantFrom(...'abcdefgh')
    const row = fc.record({
      gold: fc.array(id, { minLength: 1, maxLength: 7 }),
      anyOf: fc.boolean(),
      spare: fc.array(id),
    })
    fc.assert(
      fc.property(
        row,
        fc.array(fc.oneof(id, fc.constantFrom('x', 'y')), { maxLength: 14 }),
        ({ gold, anyOf, spare }, ranked) => {
          const metrics = score(query(gold, { anyOf, alternatives: { [gold[0]!]: spare } }), ranked)
          const at = (name: string) => metrics[name]!
          for (const value of Object.values(metrics)) {
            expect(value).toBeGreaterThanOrEqual(0)
            expect(value).toBeLessThanOrEqual(1)
          }
          expect(at('recall@1')).toBeLessThanOrEqual(at('recall@3'))
          expect(at('recall@3')).toBeLessThanOrEqual(at('recall@5'))
          expect(at('recall@5')).toBeLessThanOrEqual(at('recall@10'))
          for (const k of [5, 10]) expect(at(`complete@${k}`)).toBe(at(`recall@${k}`) === 1 ? 1 : 0)
          expect(at('tool@1')).toBe(at('recall@1') > 0 ? 1 : 0)
          expect(at('mrr') > 0).toBe(ranked.some((tool) => gold.includes(tool) || spare.includes(tool)))
        },
      ),
    )
  })

  it.each([
    [{ resamples: 0 }, 'option-invalid'],
    [{ resamples: 1.5 }, 'option-invalid'],
    [{ resamples: 1e9 }, 'option-invalid'],
    [{ seed: Number.NaN }, 'option-invalid'],
    [{ seeds: 1 }, 'option-unknown'],
  ])('refuses %j', (options, code) => {
    expect(() => evaluateRun([], options as EvaluateOptions)).toThrow(expect.objectContaining({ code }))
  })
})
