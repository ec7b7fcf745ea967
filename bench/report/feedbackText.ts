import type { FeedbackFigures } from '../suites/feedbackSuite.js'
import { markdownTable } from './markdownTable.js'

/** The figures of one set as a table, one row for each way of voting. */
export function feedbackText(set: string, { tools, tasks, pushed, votings }: FeedbackFigures): string {
  const header = ['votes', 'count', 'trust', 'recall@1', 'recall@5', 'longest fall', 'ms p50']
  const rows = Object.entries(votings).map(([name, voting]) => [
    name,
    String(voting.votes),
    voting.trust.toFixed(2),
    percent(voting.recall1),
    percent(voting.recall5),
    `${voting.fall} ranks`,
    voting.ms.toFixed(3),
  ])
  const title = `Feedback: votes on a fifth of the tasks, measured on the other ${tasks}; ${set}, ${tools} tools, ${pushed} pushed`
  return [title, '', markdownTable(header, rows)].join('\n')
}

function percent(value: number): string {
  return (value * 100).toFixed(2)
}
