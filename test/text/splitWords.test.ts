import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitUnicode, splitWords } from '../../src/text/splitWords.js'
import { goldenPieces } from '../embed/staticGolden.js'

/** Any code points, lone surrogates included; fast-check's own `binary` unit takes seconds to set up. */
const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0x10ffff }).map((point) => String.fromCodePoint(point)),
})

describe('splitWords', () => {
  it.each([
    ['createPullRequest', ['create', 'pull', 'request']],
    ['create_pull-request.v2', ['create', 'pull', 'request', 'v', '2']],
    ['XMLHttpRequest', ['xml', 'http', 'request']],
    ['listAllURLs', ['list', 'all', 'ur', 'ls']],
    ['parseURL2JSON', ['parse', 'url', '2', 'json']],
    ['Café ĺáŕ', ['cafe', 'lar']],
    ['İstanbul ılık', ['istanbul', 'ılık']],
    ['天気 API', ['天', '気', 'api']],
    ['A', ['a']],
    ['', []],
    [' _-🎉\u202e\u0000 ', []],
    ['\ud800lone\udc00', ['lone']],
    ['__proto__ constructor', ['proto', 'constructor']],
  ])('splits %j', (text, words) => {
    expect(splitWords(text)).toEqual(words)
  })

  it('splits as the trainer does', () => {
    for (const { text, words } of goldenPieces()) expect(splitWords(text), text).toEqual(words)
  })

  it('takes the fast path to the same words', () => {
    const ascii = fc.string({
      unit: fc.integer({ min: 0, max: 127 }).map((code) => String.fromCharCode(code)),
    })
    const identifier = fc.string({ unit: fc.constantFrom(...'aBcDEf12_- .'), maxLength: 40 })
    fc.assert(
      fc.property(fc.oneof(ascii, identifier, anyText), (text) => {
        expect(splitWords(text)).toEqual(splitUnicode(text))
      }),
      { numRuns: 500 },
    )
  })
})
