import { expect, it } from 'vitest'
import { plotTable } from '../../src/report/plotTable.js'

const share = { label: 'Recall', unit: 'share' } as const
const tokens = { label: 'Tokens', unit: 'tokens' } as const

it('has a row for each x of any curve, in order, with what each curve has there', () => {
  const table = plotTable({
    kind: 'lines',
    title: 'T',
    summary: 'S',
    x: tokens,
    y: share,
    series: [
      {
        name: 'a',
        points: [
          { x: 2, y: 0.2 },
          { x: 10, y: 0.3, low: 0.1, high: 0.4 },
        ],
      },
      { name: 'b', points: [{ x: 1, y: 0.5, low: 0.4 }] },
    ],
  })
  expect(table.columns).toEqual([
    { title: 'Tokens', unit: 'tokens' },
    { title: 'a', unit: 'share' },
    { title: 'b', unit: 'share' },
  ])
  expect(table.rows).toEqual([
    [1, null, 0.5],
    [2, 0.2, null],
    [10, { value: 0.3, low: 0.1, high: 0.4 }, null],
  ])
})

it('names the column of a single curve after the axis', () => {
  const series = [{ name: 'a', points: [{ x: 2, y: 0.2 }] }]
  const table = plotTable({ kind: 'lines', title: 'T', summary: 'S', x: tokens, y: share, series })
  expect(table.columns[1]).toEqual({ title: 'Recall', unit: 'share' })
})

it('has a row for each bar, with its group where there are groups', () => {
  const bars = [
    { label: 'a', value: 1, group: 'g' },
    { label: 'b', value: 2, low: 1, high: 3 },
  ]
  const plot = { kind: 'bars', title: 'T', summary: 'S', value: tokens } as const
  expect(plotTable({ ...plot, bars }).rows).toEqual([
    ['a', 'g', 1],
    ['b', null, { value: 2, low: 1, high: 3 }],
  ])
  expect(plotTable({ ...plot, bars: [bars[1]!] }).columns.map(({ title }) => title)).toEqual([
    'Name',
    'Tokens',
  ])
})
