import { describe, expect, it } from 'vitest'
import { attainableScore, lexicalShare } from '../../src/rank/lexicalShare.js'
import { rankable } from './rankable.js'

const { lexical: index } = rankable(['cat', 'cat_dog', 'cat_fish'])
const term = (stem: string, weight = 1) => ({ stem, word: stem, weight })

describe('attainableScore', () => {
  it('sums what the terms could attain, by weight', () => {
    expect(attainableScore(index, [term('cat'), term('dog', 0.5)])).toBeCloseTo(
      index.attainable('cat') + 0.5 * index.attainable('dog'),
      10,
    )
    expect(attainableScore(index, [])).toBe(0)
  })

  it('counts the heaviest terms only', () => {
    const options = { maxTerms: 1, unknownTerms: true }
    expect(index.attainable('dog')).toBeGreaterThan(index.attainable('cat'))
    expect(attainableScore(index, [term('cat'), term('dog')], options)).toBe(index.attainable('dog'))
  })

  it('counts terms that no tool has where asked to', () => {
    const terms = [term('dog'), term('zebra')]
    expect(attainableScore(index, terms, { maxTerms: 8, unknownTerms: false })).toBe(index.attainable('dog'))
    expect(attainableScore(index, terms, { maxTerms: 8, unknownTerms: true })).toBe(
      index.attainable('dog') + index.attainable('zebra'),
    )
  })
})

describe('lexicalShare', () => {
  it('is a share from 0 to 1, 0 where nothing is attainable', () => {
    expect(lexicalShare(1, 4)).toBe(0.25)
    expect(lexicalShare(5, 4)).toBe(1)
    expect(lexicalShare(0, 0)).toBe(0)
  })
})
