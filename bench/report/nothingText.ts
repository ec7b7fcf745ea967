import type { NothingFigures } from '../suites/nothingSuite.js'
import { markdownTable } from './markdownTable.js'

const HEADER = ['', 'tasks', 'AUROC of fit', 'of best cosine', 'refused', 'answerable refused']

/** How well tasks that nothing fits are told from others. */
export function nothingText(rows: readonly NothingFigures[]): string {
  const body = rows.map(({ kind, answerable, unanswerable, fit, cosine, refused }) => [
    kind,
    `${unanswerable} against ${answerable}`,
    fit.toFixed(3),
    cosine.toFixed(3),
    percent(refused.unanswerable),
    percent(refused.answerable),
  ])
  const title = 'Nothing fits: tasks that no tool fits against tasks that one does'
  return [title, '', markdownTable(HEADER, body)].join('\n')
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`
}
