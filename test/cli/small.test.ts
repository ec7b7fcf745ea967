import { expect, test } from 'vitest'
import { exitCodeOf } from '../../src/cli/exitCodes.js'
import { count, formatConfidence, formatInteger, formatMs, formatShare, round } from '../../src/cli/format.js'
import { parseJson } from '../../src/cli/parseJson.js'
import { integerOption, listOption } from '../../src/cli/parsers.js'
import { percentile } from '../../src/cli/percentile.js'

test('numbers for people', () => {
  expect([0, 999, 1000, 125213, 1234567].map(formatInteger)).toEqual([
    '0',
    '999',
    '1,000',
    '125,213',
    '1,234,567',
  ])
  expect(formatShare(0.985)).toBe('98.5 %')
  expect([0.123, 38.4, 2100].map(formatMs)).toEqual(['0.12 ms', '38 ms', '2.1 s'])
  expect([count(1, 'tool'), count(2, 'tool'), count(0, 'query', 'queries')]).toEqual([
    '1 tool',
    '2 tools',
    '0 queries',
  ])
  expect([1, 0.9951, 0.5, 0.004].map(formatConfidence)).toEqual(['>0.99', '>0.99', '0.50', '<0.01'])
  expect(round(0.1234567, 6)).toBe(0.123457)
})

test('percentile by nearest rank', () => {
  expect(percentile([3, 1, 2, 4], 0.5)).toBe(2)
  expect(percentile([10, 9, 100], 0.95)).toBe(100)
  expect(percentile([], 0.5)).toBe(0)
})

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

test('malformed JSON is told with line and column', () => {
  expect(() => parseJson('{\n  "a": 1,\n  oops\n}', 'f.json')).toThrow(
    expect.objectContaining({ code: 'file-malformed', details: { file: 'f.json', line: 3, column: 3 } }),
  )
  expect(parseJson('\uFEFF{"a":1}', 'f.json')).toEqual({ a: 1 })
})

test('codes of bad input, of failures and of an interruption exit differently', () => {
  expect([exitCodeOf('task-empty'), exitCodeOf('server-failed'), exitCodeOf('aborted')]).toEqual([2, 1, 130])
})
