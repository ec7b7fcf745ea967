import { expect, test } from 'vitest'
import { displayWidth } from '../../src/cli/displayWidth.js'
import { renderTable } from '../../src/cli/renderTable.js'
import type { Style } from '../../src/cli/Style.js'

const same = (text: string) => text
const plain = (width: number): Style => ({ bold: same, dim: same, good: same, bad: same, warn: same, width })

const COLUMNS = [
  { header: 'Tool', shrinkTo: 6 },
  { header: 'Tokens', align: 'right' as const },
  { header: 'Why', shrinkTo: 4 },
]
const ROWS = [
  ['refund_payment', '1,234', 'names the payment'],
  ['中文', '7', 'short'],
]

test('aligns columns by display width', () => {
  expect(renderTable(COLUMNS, ROWS, plain(Number.POSITIVE_INFINITY))).toEqual([
    'Tool            Tokens  Why',
    'refund_payment   1,234  names the payment',
    '中文                 7  short',
  ])
})

test('shrinks the widest columns to the terminal', () => {
  for (const width of [20, 24, 30, 40]) {
    for (const line of renderTable(COLUMNS, ROWS, plain(width)))
      expect(displayWidth(line)).toBeLessThanOrEqual(width)
  }
})

test('columns that may not shrink stay whole on a tiny terminal', () => {
  expect(renderTable(COLUMNS, ROWS, plain(5))[1]).toContain('1,234')
})

test('spare columns are left out, the first first, where shrinking does not do', () => {
  const columns = [
    { header: 'Tool', shrinkTo: 6 },
    { header: 'Tokens', spare: true },
    { header: 'Low', spare: true },
    { header: 'Kind' },
  ]
  const shown = (width: number) =>
    renderTable(columns, [['refund_payment', '12', '9', 'exact']], plain(width))[1]
  expect(shown(26)).toBe('refun…  12      9    exact')
  expect(shown(25)).toBe('refund_payme…  9    exact')
  expect(shown(18)).toBe('refun…  9    exact')
  expect(shown(17)).toBe('refund_pa…  exact')
  expect(shown(5)).toBe('refun…  exact')
})

test('paint gets the padded cell and its row', () => {
  const paint = (cell: string, row: number) => `<${cell}${row}>`
  expect(renderTable([{ header: 'A', paint }, { header: 'B' }], [['x', 'y']], plain(80))[1]).toBe('<x0>  y')
})
