import type { RecallFigures } from '../suites/recallSuite.js'
import { markdownTable } from './markdownTable.js'

const HEADER = ['', 'target', 'guarantee', 'recall', 'below', '6 below', 'tools', 'fixed k', 'fewer']

/** What was asked for, what came, and how many tools it took beside a fixed number. */
export function recallText(sets: Readonly<Record<string, readonly RecallFigures[]>>): string {
  const rows = Object.entries(sets).flatMap(([name, figures]) =>
    figures.map(({ target, guarantee, recall, below, farBelow, tools, fixed }) => [
      name,
      target.toFixed(2),
      guarantee,
      recall.toFixed(3),
      String(below),
      String(farBelow),
      tools.toFixed(1),
      fixed.toFixed(1),
      `${(100 * (1 - tools / fixed)).toFixed(0)} %`,
    ]),
  )
  const title =
    'targetRecall: 50 seeded splits, calibrated with 100 tasks, judged on the rest; below: splits of 50 under the target, ' +
    'and more than 6 points under it; fixed k: as many tools for every task as give the same recall'
  return [title, '', markdownTable(HEADER, rows)].join('\n')
}
