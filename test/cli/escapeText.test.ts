import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeProse, escapeText, jsonText } from '../../src/cli/escapeText.js'

test.each([
  ['right-to-left override', 'a\u202Eb', 'a\\u{202E}b'],
  ['escape sequence', '\u001B[31mred', '\\u{1B}[31mred'],
  ['line break', 'a\nb', 'a\\u{A}b'],
  ['C1 control', 'a\u009Bb', 'a\\u{9B}b'],
  ['zero width space', 'a\u200Bb', 'a\\u{200B}b'],
  ['tag character', 'a\u{E0041}', 'a\\u{E0041}'],
  ['variation selector supplement', 'a\u{E0100}', 'a\\u{E0100}'],
  ['line separator', 'a\u2028', 'a\\u{2028}'],
  ['lone surrogate', 'a\uD800', 'a\\u{D800}'],
  ['Hangul filler', 'a\u3164', 'a\\u{3164}'],
])('shows a %s', (_, text, shown) => {
  expect(escapeText(text)).toBe(shown)
})

test('leaves readable text alone', () => {
  const text = 'naïve 中文 ✔️ 😀 – „quoted“ \\u{41}'
  expect(escapeText(text)).toBe(text)
})

test('prose becomes one line', () => {
  expect(escapeProse('  two\r\n\tlines\u202E ')).toBe('two lines\\u{202E}')
})

test('nothing hidden survives in any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(escapeText(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}\u200B-\u200F\u2028\u2029]/u)
    }),
  )
})

test('JSON for a terminal is the same document without hidden characters', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
      const document = { value, text }
      const written = jsonText(document)
      expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(document)))
      expect(written).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}\u2028]/u)
    }),
  )
  expect(jsonText('\u{E0041}中')).toBe('"\\udb40\\udc41中"\n')
})
