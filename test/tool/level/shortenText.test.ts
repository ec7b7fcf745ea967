import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sentencePieces } from '../../../src/tool/level/sentencePieces.js'
import { cutLong, shortenText } from '../../../src/tool/level/shortenText.js'

const NONE: ReadonlySet<string> = new Set()
const textsOf = (text: string) => sentencePieces(text).map((piece) => piece.text)

describe('sentencePieces', () => {
  it('cuts at the ends of sentences and lines', () => {
    expect(textsOf('Runs. Really!  Sure? "Yes."\n\n - one\n - two')).toEqual([
      'Runs.',
      'Really!',
      'Sure?',
      '"Yes."',
      '- one',
      '- two',
    ])
    expect(textsOf('打开文件。关闭文件。')).toEqual(['打开文件。', '关闭文件。'])
  })

  it('does not cut at abbreviations, numbers and names of files', () => {
    const whole = 'Takes files, e.g. README.md, i.e. Markdown of version 1.5 or more, etc. But see node.js'
    expect(textsOf(whole)).toEqual([whole])
  })

  it('takes time linear in the text', () => {
    for (const part of [' ', '. ', '\n', '.\t', 'e.g. ', '。'])
      expect(sentencePieces(part.repeat(200_000)).length).toBeLessThanOrEqual(200_000)
  })
})

describe('shortenText', () => {
  it('gives a text within the limit back as it is, blanks and all', () => {
    expect(shortenText('  a.  b ', { limit: 8, without: NONE })).toEqual({
      text: '  a.  b ',
      repeatedGone: false,
      cut: false,
    })
  })

  it('cuts at the last sentence end within the limit', () => {
    const text = 'One two. Three four.\nFive six.'
    expect(shortenText(text, { limit: 20, without: NONE })).toEqual({
      text: 'One two. Three four.',
      repeatedGone: false,
      cut: true,
    })
    expect(shortenText(text, { limit: 19, without: NONE }).text).toBe('One two.')
    expect(shortenText(text, { limit: 29, without: NONE }).text).toBe('One two. Three four.')
    expect(shortenText(`${text}  `, { limit: 32, without: NONE }).text).toBe(`${text}  `)
  })

  it('keeps a first sentence of up to twice the limit, and cuts a longer one at a word', () => {
    expect(shortenText('One two three four. Five.', { limit: 10, without: NONE }).text).toBe(
      'One two three four.',
    )
    expect(shortenText('One two three four five. Six.', { limit: 10, without: NONE }).text).toBe(
      'One two three four…',
    )
  })

  it('leaves out repeated sentences, but never all of them', () => {
    const without = new Set(['Needs a token.', 'See the docs.'])
    expect(shortenText('Runs. Needs a token. Stops.', { limit: 99, without })).toEqual({
      text: 'Runs. Stops.',
      repeatedGone: true,
      cut: false,
    })
    expect(shortenText('Needs a token. See the docs.', { limit: 99, without }).text).toBe('Needs a token.')
    expect(shortenText('Runs. Stops.', { limit: 99, without })).toEqual({
      text: 'Runs. Stops.',
      repeatedGone: false,
      cut: false,
    })
  })

  it('is never longer, and holds sentences of the text in their order', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', '.', ' ', '\n', '!', 'e.g. ', '。', '😀') })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 30 }), (whole, limit) => {
        const { text: short, cut } = shortenText(whole, { limit, without: NONE })
        expect(short.length).toBeLessThanOrEqual(whole.length)
        if (!cut) expect(short.replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''))
        else expect(short.length).toBeLessThanOrEqual(2 * limit)
        const kept = textsOf(short).map((piece) => piece.replace(/…$/, ''))
        kept.forEach((piece, at) => void expect(textsOf(whole)[at]).toContain(piece))
      }),
      { seed: 1 },
    )
  })
})

it('cutLong never splits a character', () => {
  expect(cutLong('😀😀😀', 4)).toBe('😀…')
  expect(cutLong('abc', 3)).toBe('abc')
  expect(cutLong('abcd', 3)).toBe('ab…')
})
