import { expect, test } from 'vitest'
import { count, formatConfidence, formatInteger, formatMs, formatShare, round } from '../../src/cli/format.js'

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
