import { expect, test } from 'vitest'
import { fractionOption, integerOption, listOption, recallOption } from '../../src/cli/parsers.js'

test.each(['', '1.5', '-1', '2k', '1e3', ' 1', '0x10', 'NaN', '9'.repeat(16)])(
  '%j is no whole number',
  (text) => {
    expect(() => integerOption('--max-tokens', 0)(text)).toThrow(expect.objectContaining({ code: 'usage' }))
  },
)

test('a number that is too large is told the most', () => {
  expect(() => integerOption('--turns', 1, 1000)('1001')).toThrow(/--turns is "1001"; .* of at most 1,000\./)
  expect(() => integerOption('--n', 0)('9'.repeat(400))).toThrow(/at most 999,999,999,999,999\./)
  expect(integerOption('--turns', 1, 1000)('1000')).toBe(1000)
})

test('a recall of a policy that nobody knows is told the names', () => {
  const parse = recallOption('--recall', ['fixed', 'append'])
  expect(parse('append=0.5', { fixed: 1 })).toEqual({ fixed: 1, append: 0.5 })
  expect(() => parse('nobody=0.5', undefined)).toThrow(/policies are fixed, append\./)
})

test('whole numbers from the least on', () => {
  expect(integerOption('--max-tokens', 0)('0')).toBe(0)
  expect(() => integerOption('--n', 1)('0')).toThrow(/at least 1/)
})

test('a repeated option is a list', () => {
  expect(listOption('b', listOption('a', undefined))).toEqual(['a', 'b'])
})

test.each(['', '-0.1', '1.01', '2', '1e-1', '.', '50%', ' 0.5'])('%j is no share', (text) => {
  expect(() => fractionOption('--max-share')(text)).toThrow(expect.objectContaining({ code: 'usage' }))
})

test.each([
  ['0', 0],
  ['1', 1],
  ['.5', 0.5],
  ['0.25', 0.25],
] as const)('%j is a share', (text, share) => {
  expect(fractionOption('--max-share')(text)).toBe(share)
})
