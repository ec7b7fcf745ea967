import type { ConfusableFigures } from '../suites/confusableSuite.js'
import { markdownTable } from './markdownTable.js'

/** The figures of one set as a table of one row, with a line that says what it is about. */
export function confusableText(set: string, figures: ConfusableFigures): string {
  const { tools, tasks, errors, covered, attainable, pairs, groups, share, ms } = figures
  const header = ['', 'errors', 'pairs', 'of all', 'covered', 'attainable', 'groups', 'ms']
  const row = [
    set,
    `${errors} of ${tasks}`,
    String(pairs),
    percent(share),
    percent(covered),
    percent(attainable),
    String(groups),
    ms.toFixed(0),
  ]
  const title = `Confusable tools: wrong first tools that a listed pair explains; ${set}, ${tools} tools`
  return [title, '', markdownTable(header, [row])].join('\n')
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`
}
