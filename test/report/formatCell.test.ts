import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { formatAlone, formatCell, titleWithUnit } from '../../src/report/formatCell.js'
import type { ReportCell, ReportUnit } from '../../src/report/ReportDocument.js'

const CASES: readonly [ReportCell, ReportUnit, string, string][] = [
  [0.56, 'share', '56.0', '56.0 %'],
  [{ value: 0.56, low: 0.451, high: 0.668 }, 'share', '56.0 [45, 67]', '56.0 % [45, 67]'],
  [1904.4, 'tokens', '1,904', '1,904 tokens'],
  [126817, 'count', '126,817', '126,817'],
  [3.44, 'count', '3.4', '3.4'],
  [0.538, 'ms', '0.538', '0.538 ms'],
  [2.31, 'ms', '2.3', '2.3 ms'],
  [1500, 'ms', '1,500', '1,500 ms'],
  [{ value: 2.3, low: 0.5, high: 120 }, 'ms', '2.3 [0.5, 120.0]', '2.3 ms [0.5, 120.0]'],
  [{ value: -3.1, low: -6, high: -0.2 }, 'number', '-3.10 [-6.00, -0.20]', '-3.10 [-6.00, -0.20]'],
  [{ value: 0.0123, low: 0.01, high: 0.02 }, 'dollars', '$0.012 [$0.010, $0.020]', '$0.012 [$0.010, $0.020]'],
  [12.5, 'dollars', '$12.50', '$12.50'],
  [0.2062, 'dollars', '$0.21', '$0.21'],
  [0.00123, 'dollars', '$0.0012', '$0.0012'],
  [-0.5, 'dollars', '-$0.50', '-$0.50'],
  [0, 'dollars', '$0.00', '$0.00'],
  [1.84, 'ratio', '1.84×', '1.84×'],
  [0.01234, 'number', '0.0123', '0.0123'],
  [123.4, 'number', '123', '123'],
  [-0.0001, 'share', '0.0', '0.0 %'],
  [null, 'share', '–', '–'],
  ['a\u202Eb', 'text', 'a\\u{202E}b', 'a\\u{202E}b'],
  ['two\n lines', 'count', 'two lines', 'two lines'],
]

test.each(CASES)('%j in %s is %s, alone %s', (cell, unit, bare, alone) => {
  expect(formatCell(cell, unit)).toBe(bare)
  expect(formatAlone(cell, unit)).toBe(alone)
})

describe('titleWithUnit', () => {
  it('names the unit of bare numbers, once', () => {
    expect(titleWithUnit('recall@5', 'share')).toBe('recall@5 (%)')
    expect(titleWithUnit('saved, %', 'share')).toBe('saved, %')
    expect(titleWithUnit('Tokens before', 'tokens')).toBe('Tokens before')
    expect(titleWithUnit('before', 'tokens')).toBe('before (tokens)')
    expect(titleWithUnit('Cost', 'dollars')).toBe('Cost')
  })

  it('knows a unit as a word only: "items" has no ms', () => {
    expect(titleWithUnit('Items', 'ms')).toBe('Items (ms)')
    expect(titleWithUnit('p50 ms', 'ms')).toBe('p50 ms')
  })
})

it('writes any number of any unit within 40 characters, and never NaN or -0', () => {
  const units: ReportUnit[] = ['count', 'tokens', 'share', 'dollars', 'ms', 'ratio', 'number']
  const number = fc.double({ noNaN: true, min: -1e18, max: 1e18 })
  fc.assert(
    fc.property(number, fc.constantFrom(...units), (value, unit) => {
      const text = formatCell(value, unit)
      expect(text).toMatch(/^-?\$?[\d,]+(\.\d+)?×?$/)
      expect(text).not.toMatch(/^-\$?[0.,]+×?$/)
      expect(text.length).toBeLessThan(40)
    }),
  )
})
