import type { SessionFigures } from '../runners/runSessions.js'
import { markdownTable } from './markdownTable.js'

/** Figures of all sets, one table a set and one row a policy and limit. */
export function sessionText(sets: Readonly<Record<string, SessionFigures>>): string {
  return Object.entries(sets)
    .map(([name, { tools, conversations, turns, rows }]) => {
      const header = ['list', 'limit', 'recall %', 'tokens', 'of them new', 'turns with a break %']
      const cells = rows.map(({ policy, maxTokens, recall, tokens, fresh, breaks }) => [
        policy,
        String(maxTokens),
        percent(recall),
        tokens.toFixed(0),
        fresh.toFixed(0),
        percent(breaks),
      ])
      const title = `Sessions: ${name}, ${tools} tools, ${conversations} conversations, ${turns} turns`
      return [title, '', markdownTable(header, cells)].join('\n')
    })
    .join('\n\n')
}

function percent(share: number): string {
  return (share * 100).toFixed(1)
}
