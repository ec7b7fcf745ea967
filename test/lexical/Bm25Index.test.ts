import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bm25Index } from '../../src/lexical/Bm25Index.js'
import type { Bm25Options } from '../../src/lexical/Bm25Options.js'
import { lexicalDocument } from '../../src/lexical/LexicalDocument.js'

const PLAIN: Bm25Options = {
  k1: 1.2,
  b: 0.5,
  weights: { name: 1, description: 1, server: 1, parameter: 1, parameterDescription: 1 },
}
const document = (name: string, description = '', parameters: { name: string; description: string }[] = []) =>
  lexicalDocument({ name, description, server: '', serverDescription: '', parameters })
const term = (stem: string, weight = 1) => ({ stem, word: stem, weight })
const scores = (index: Bm25Index, ...stems: string[]) => {
  const result = new Float32Array(index.size)
  index.addScores(
    stems.map((stem) => term(stem)),
    result,
  )
  return [...result]
}

describe('Bm25Index', () => {
  it('scores as computed by hand', () => {
    // N = 2, "cat" in one: idf = ln(1 + 1.5 / 1.5) = ln 2. Name lengths 1 and 3, average 2; norm of the first
    // 1 - 0.5 + 0.5 x 1 / 2 = 0.75, so frequency 1 / 0.75, score ln 2 x (4/3 x 2.2) / (4/3 + 1.2).
    const index = new Bm25Index([document('cat'), document('dog bird fish')], PLAIN)
    expect(scores(index, 'cat')[0]).toBeCloseTo((Math.log(2) * ((4 / 3) * 2.2)) / (4 / 3 + 1.2), 5)
    expect(scores(index, 'cat')[1]).toBe(0)
  })

  it('weighs terms, in the evidence as in the score', () => {
    const index = new Bm25Index([document('cat dog'), document('bird')], PLAIN)
    const terms = [term('cat', 0.25), term('dog')]
    const total = new Float32Array(2)
    index.addScores(terms, total)
    const matches = index.matches(terms, 0)
    expect(matches.map(({ word }) => word)).toEqual(['dog', 'cat'])
    expect(matches[1]!.score).toBeCloseTo(matches[0]!.score / 4, 6)
    expect(matches[0]!.score + matches[1]!.score).toBeCloseTo(total[0]!, 6)
  })

  it('counts what the server is for, and a term however often it stands', () => {
    const { counts, lengths } = lexicalDocument({
      name: 'x',
      description: 'cat '.repeat(65_537),
      server: 'git',
      serverDescription: 'repositories',
      parameters: [],
    })
    expect([...counts.get('cat')!]).toEqual([0, 65_537, 0, 0, 0])
    expect([...counts.get('repositori')!]).toEqual([0, 0, 1, 0, 0])
    expect([...lengths]).toEqual([1, 65_537, 2, 0, 0])
  })

  it('weighs fields', () => {
    const index = new Bm25Index([document('cat', 'dog'), document('dog', 'cat')], {
      ...PLAIN,
      weights: { ...PLAIN.weights, name: 3 },
    })
    const [inName, inDescription] = scores(index, 'cat') as [number, number]
    expect(inName).toBeGreaterThan(inDescription)
  })

  it('says which terms a document has, strongest first, and in which field', () => {
    const index = new Bm25Index(
      [
        document('cat', 'cat dog dog', [{ name: 'bird', description: 'fish' }]),
        document('dog'),
        document('dog'),
      ],
      PLAIN,
    )
    const matches = index.matches([term('dog'), term('cat'), term('bird'), term('fish'), term('none')], 0)
    expect(matches.map((match) => [match.word, match.field])).toEqual([
      ['cat', 'name'],
      ['bird', 'parameter'],
      ['fish', 'parameterDescription'],
      ['dog', 'description'],
    ])
  })

  it('weights terms', () => {
    const index = new Bm25Index([document('cat'), document('dog')], PLAIN)
    const half = new Float32Array(2)
    index.addScores([term('cat', 0.5)], half)
    expect(half[0]).toBeCloseTo((scores(index, 'cat')[0] as number) / 2, 6)
  })

  it('knows words that are members of Object.prototype', () => {
    const index = new Bm25Index([document('constructor'), document('cat')], PLAIN)
    expect(index.has('constructor')).toBe(true)
    expect(index.has('valueof')).toBe(false)
    expect(scores(index, 'constructor', 'valueof', '__proto__')[0]).toBeGreaterThan(0)
  })

  it('answers for no documents', () => {
    expect(scores(new Bm25Index([], PLAIN), 'cat')).toEqual([])
  })

  it('never exceeds what a term could attain, and equals the sum of its matches', () => {
    const words = fc
      .array(fc.constantFrom('cat', 'dog', 'bird', 'fish', 'cow'), { maxLength: 12 })
      .map((list) => list.join(' '))
    fc.assert(
      fc.property(fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 8 }), (rows) => {
        const index = new Bm25Index(
          rows.map(([name, description]) => document(name, description)),
          PLAIN,
        )
        for (const stem of ['cat', 'dog', 'cow']) {
          for (const score of scores(index, stem))
            expect(score).toBeLessThanOrEqual(index.attainable(stem) + 1e-5)
        }
        const all = scores(index, 'cat', 'dog')
        for (const [at, score] of all.entries()) {
          const matches = index.matches([term('cat'), term('dog')], at)
          expect(matches.reduce((sum, match) => sum + match.score, 0)).toBeCloseTo(score, 4)
        }
      }),
    )
  })
})
