import { expect, test } from 'vitest'
import { integerOption, listOption } from '../../src/cli/parsers.js'

test.each(['', '1.5', '-1', '2k', '1e3', ' 1', '0x10', 'NaN', '9'.repeat(16)])(
  '%j is no whole number',
  (text) => {
    expect(() => integerOption('--max-tokens', 0)(text)).toThrow(expect.objectContaining({ code: 'usage' }))
  },
)

test('whole numbers from the least on', () => {
  expect(integerOption('--max-tokens', 0)('0')).toBe(0)
  expect(() => integerOption('--n', 1)('0')).toThrow(/at least 1/)
})

test('a repeated option is a list', () => {
  expect(listOption('b', listOption('a', undefined))).toEqual(['a', 'b'])
})
