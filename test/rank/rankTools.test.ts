import { describe, expect, it } from 'vitest'
import type { RankLimits } from '../../src/rank/RankableCatalog.js'
import { rankTools } from '../../src/rank/rankTools.js'
import { dense, rankable, TASK_VECTOR } from './rankable.js'

const catalog = rankable(['a', 'b', 'c', 'd', 'refund_charge'])
const query = { terms: [{ stem: 'refund', word: 'refunding', weight: 1 }], vector: TASK_VECTOR }
/** Cosines that leave the order to the terms first; b and c are alike. */
const COSINES = [0.1, 0.5, 0.5, 0.3, 0]
const rank = (limits: Partial<RankLimits> = {}) =>
  rankTools(catalog, query, { dense: dense(COSINES), limits: { limit: 10, ...limits } })
const places = (limits: Partial<RankLimits>) => rank(limits).map(({ tool, rank }) => [tool.id, rank])

describe('rankTools', () => {
  it('ranks by both signals, ties by id, with the evidence of each', () => {
    const ranking = rank()
    expect(ranking.map(({ tool, rank }) => [tool.id, rank])).toEqual([
      ['refund_charge', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4],
      ['a', 5],
    ])
    expect(ranking[1]?.evidence).toEqual({
      similarity: 0.5,
      hubness: 0,
      similarityZ: 0,
      lexical: 0,
      terms: [],
      contributions: [{ kind: 'meaning', value: 0 }],
    })
    const [first] = ranking
    expect(first?.evidence).toMatchObject({
      similarity: 0,
      similarityZ: -1,
      terms: [{ term: 'refunding', field: 'name', share: 1 }],
    })
    expect(first?.score).toBeCloseTo(-1 + 10 * (first?.evidence.lexical ?? 0), 5)
  })

  it('measures how far each tool is ahead of the best other one, whatever the limit', () => {
    const logit = (value: number) => Math.log(value / (1 - value))
    const scores = rank().map(({ score }) => score)
    const leads = rank().map(({ confidence }) => logit(confidence))
    expect(leads[0]).toBeCloseTo(scores[0]! - scores[1]!, 5)
    expect(leads[1]).toBeCloseTo(scores[1]! - scores[0]!, 5)
    expect(logit(rank({ limit: 1 })[0]!.confidence)).toBeCloseTo(leads[0]!, 5)
  })

  it('counts as far ahead where there is no rival', () => {
    const [only] = rank({ allowed: (tool) => tool.id === 'a' })
    expect(only?.rank).toBe(1)
    expect(only?.confidence).toBeCloseTo(1 / (1 + Math.exp(-5)), 12)
  })

  it('adds what is always returned at the rank that it has, ties by id', () => {
    expect(places({ limit: 1, always: new Set(['a', 'c', 'b']) })).toEqual([
      ['refund_charge', 1],
      ['b', 2],
      ['c', 3],
      ['a', 5],
    ])
    expect(places({ limit: 2, always: new Set(['b']) })).toEqual([
      ['refund_charge', 1],
      ['b', 2],
    ])
    expect(places({ limit: 2, always: new Set(['c']) }).at(-1)).toEqual(['c', 3])
  })

  it('divides shares of the score by field weight among the terms found', () => {
    const terms = ['refund', 'charg'].map((stem) => ({
      stem,
      word: stem,
      weight: stem === 'refund' ? 1 : 0.5,
    }))
    const [first] = rankTools(catalog, { ...query, terms }, { dense: dense(COSINES), limits: { limit: 1 } })
    expect(first?.evidence.terms.map(({ term }) => term)).toEqual(['refund', 'charg'])
    expect(first?.evidence.terms.map(({ share }) => share)[0]).toBeCloseTo(2 / 3, 6)
  })
})
