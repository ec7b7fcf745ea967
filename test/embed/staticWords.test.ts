import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StaticWords } from '../../src/embed/drivers/staticWords.js'

function vocabulary(words: readonly string[]): StaticWords {
  return new StaticWords(new TextEncoder().encode(words.join('\n')), words.length)
}

describe('StaticWords', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '中', '𝟘'), minLength: 1, maxLength: 4 })

  it('finds what a plain search finds', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), fc.array(word, { maxLength: 20 }), (words, others) => {
        const all = vocabulary(words)
        expect(all.size).toBe(words.length)
        for (const each of [...words, ...others]) expect(all.find(each)).toBe(words.indexOf(each))
      }),
    )
  })

  it('finds a stem without cutting it off', () => {
    const all = vocabulary(['refund', 'café'])
    expect(all.find('refunding', 6)).toBe(0)
    expect(all.find('cafés', 4)).toBe(1)
    expect(all.find('refunding')).toBe(-1)
    expect(all.find('a'.repeat(1_000_000))).toBe(-1)
    expect(all.find('')).toBe(-1)
  })

  it('knows nothing when it is empty', () => {
    expect(vocabulary([]).size).toBe(0)
    expect(vocabulary([]).find('a')).toBe(-1)
  })

  it('shows that there are more or fewer words than expected', () => {
    const bytes = new TextEncoder().encode('a\nb\nc\nd\ne')
    expect([0, 1, 4, 9].map((expected) => new StaticWords(bytes, expected).size)).toEqual([1, 2, 5, 5])
  })
})
