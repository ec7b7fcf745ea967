import type { BudgetFigures } from '../suites/budgetSuite.js'
import { markdownTable } from './markdownTable.js'

const HEADER = [
  '',
  'budget',
  'tokens',
  'full',
  'compact',
  'packed',
  'less full (p)',
  'less compact (p)',
  'tools full / compact / packed',
]

/** Recall of the ranked list cut at one level beside that of packing tools and levels together, by budget. */
export function budgetText(sets: Readonly<Record<string, readonly BudgetFigures[]>>): string {
  const rows = Object.entries(sets).flatMap(([name, figures]) =>
    figures.map(({ share, tokens, recall, tools, against }) => [
      name,
      `${(100 * share).toFixed(0)} %`,
      String(tokens),
      percent(recall.full),
      percent(recall.compact),
      percent(recall.packed),
      difference(against.full),
      difference(against.compact),
      [tools.full, tools.compact, tools.packed].map((count) => count.toFixed(1)).join(' / '),
    ]),
  )
  const title =
    'Recall in % by budget, a share of the catalog: the ranked list cut at full and at compact, and tools and levels packed ' +
    'together; counted is a right tool at a level that a model can call from; p: paired bootstrap'
  return [title, '', markdownTable(HEADER, rows)].join('\n')
}

function difference({ difference: value, pValue }: BudgetFigures['against']['full']): string {
  return `${value < 0 ? '' : '+'}${percent(value)} (${pValue < 0.001 ? '<.001' : pValue.toFixed(3).slice(1)})`
}

function percent(value: number): string {
  return (value * 100).toFixed(1)
}
