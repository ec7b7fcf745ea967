import { describe, expect, it } from 'vitest'
import type { Evidence, TermEvidence } from '../../src/rank/Ranking.js'
import { reasons } from '../../src/rank/reasons.js'

const term = (word: string, share: number, field: TermEvidence['field'] = 'name') => ({
  term: word,
  field,
  share,
})
const evidence = (parts: Partial<Evidence>): Evidence => ({
  similarity: 0.42,
  hubness: 0,
  similarityZ: 0,
  lexical: 0.5,
  terms: [],
  contributions: [],
  ...parts,
})

describe('reasons', () => {
  it('begins with the wish that a tool is for, cut where it is long', () => {
    expect(reasons(evidence({ terms: [term('refund', 1)] }), 'refund it')[0]).toBe('for "refund it"')
    const [first] = reasons(evidence({}), 'word '.repeat(40))
    expect(first).toMatch(/^for "word .*\.\.\."$/)
    expect(first!.length).toBeLessThan(50)
  })

  it('says after the texts whether votes moved the tool', () => {
    const terms = [term('refund', 1)]
    expect(reasons(evidence({ terms, feedback: 3 }))).toEqual([
      '"refund" in its name',
      'chosen before for similar tasks',
    ])
    expect(reasons(evidence({ feedback: -3 }))).toEqual(['turned down before for similar tasks'])
    expect(reasons(evidence({ terms, feedback: 0.1 }))).toHaveLength(1)
  })

  it('quotes words by field, strongest first', () => {
    const terms = [term('refund', 0.6), term('charge', 0.3, 'parameterDescription'), term('last', 0.1)]
    expect(reasons(evidence({ terms }))).toEqual([
      '"refund", "last" in its name',
      '"charge" in its parameter descriptions',
    ])
  })

  it('leaves out words of next to no weight, and all after the fourth of a field', () => {
    const terms = [...'abcde'].map((word) => term(word, 0.19))
    expect(reasons(evidence({ terms: [...terms, term('f', 0.05, 'server')] }))).toEqual([
      '"a", "b", "c", "d" in its name',
    ])
  })

  it('names a similarity that is notable, and calls a high one close', () => {
    const terms = [term('refund', 1)]
    expect(reasons(evidence({ similarityZ: 0.99, terms }))).toEqual(['"refund" in its name'])
    expect(reasons(evidence({ similarityZ: 1 }))).toEqual(['near in meaning (cosine 0.42)'])
    expect(reasons(evidence({ similarityZ: 2.5 }))).toEqual(['close in meaning (cosine 0.42)'])
  })

  it('puts the stronger signal first', () => {
    const both = { similarityZ: 3, terms: [term('refund', 1)] }
    expect(reasons(evidence({ ...both, lexical: 0.25 }))[0]).toBe('"refund" in its name')
    expect(reasons(evidence({ ...both, lexical: 0.24 }))[0]).toBe('close in meaning (cosine 0.42)')
  })

  it('is never empty', () => {
    expect(reasons(evidence({}))).toEqual(['nothing stands out (cosine 0.42)'])
  })
})
