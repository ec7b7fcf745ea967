import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutToWidth, displayWidth } from '../../src/cli/displayWidth.js'

test.each([
  ['', 0],
  ['abc', 3],
  ['中文', 4],
  ['e\u0301', 1],
  ['ｆｕｌｌ', 8],
  ['😀', 2],
  ['ö', 1],
])('%j takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width)
})

test('cuts by columns, not by characters', () => {
  expect(cutToWidth('中文中文', 5)).toBe('中文…')
  expect(cutToWidth('abcdef', 6)).toBe('abcdef')
  expect(cutToWidth('abcdefg', 6)).toBe('abcde…')
  expect(cutToWidth('a bcdef', 3)).toBe('a…')
})

test('never exceeds the columns', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, columns) => {
      expect(displayWidth(cutToWidth(text, columns))).toBeLessThanOrEqual(columns)
    }),
  )
})

test('a megabyte is cut at once', () => {
  const started = performance.now()
  expect(cutToWidth('x'.repeat(1_000_000), 10)).toBe('xxxxxxxxx…')
  expect(performance.now() - started).toBeLessThan(50)
})
