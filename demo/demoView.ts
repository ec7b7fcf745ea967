// Presentation is shared with the command line; what the demo shows comes from the public surface alone.
import { escapeProse, escapeText } from '../src/cli/escapeText.js'
import { count, formatInteger, formatMs, formatShare } from '../src/cli/format.js'
import { renderTable } from '../src/cli/renderTable.js'
import type { Style } from '../src/cli/Style.js'
import { handoutTable } from '../src/cli/views/handoutTable.js'
import type { DemoResult, DemoRun } from './DemoRun.js'

/** The servers, one line each, and what all of their tools cost. */
export function catalogView({ servers, catalog, ms }: Omit<DemoRun, 'results'>, style: Style): string {
  const listed = servers.flatMap((server) =>
    server.status === 'listed'
      ? [[server.server, formatInteger(server.toolCount), formatInteger(server.tokens), formatMs(server.ms)]]
      : [],
  )
  const failed = servers.flatMap((server) =>
    server.status === 'failed'
      ? [`${style.bad(`${server.server} failed:`)} ${escapeProse(server.message)}`]
      : [],
  )
  const lines = [
    ...renderTable(
      [
        { header: 'Server' },
        { header: 'Tools', align: 'right' },
        { header: 'Tokens', align: 'right' },
        { header: 'Started and listed in', align: 'right' },
      ],
      listed,
      style,
    ),
    ...failed,
    '',
    `Sent whole, these ${style.bold(count(catalog.tools, 'tool'))} cost ${style.bold(count(catalog.tokens, 'token'))} (${catalog.counter}) in every request.`,
    style.dim(`Indexed in ${formatMs(ms.index)}, tokens counted in ${formatMs(ms.count)}, offline.`),
  ]
  return `${lines.join('\n')}\n`
}

/** One task: what is handed out and why, and for a sample whether that is right. */
export function resultView({ id, verdict, selection, ms }: DemoResult, style: Style): string {
  const { items, tokens, task } = selection
  const label = id === null ? 'Task' : `Task ${id}`
  const lines = ['', `${style.bold(`${label}:`)} ${escapeProse(task)}`]
  if (items.length > 0) lines.push(...handoutTable(items, style))
  else
    lines.push(
      style.warn(selection.nothingFits ? 'Nothing fits: no tool is handed out.' : 'No tool fits the limit.'),
    )
  if (verdict !== null) {
    const word = verdict.hit ? style.good('HIT ') : style.bad('MISS')
    lines.push(`${word} ${escapeText(verdict.text)}`)
  }
  const saved = tokens.before === 0 ? 0 : 1 - tokens.after / tokens.before
  lines.push(
    `${formatInteger(tokens.before)} tokens before, ${formatInteger(tokens.after)} after (${formatShare(saved)} saved), selected in ${formatMs(ms)}`,
  )
  return `${lines.join('\n')}\n`
}

/** The end of the demo: what all tasks came to, and what to do next. */
export function summaryView(
  { results }: Pick<DemoRun, 'results'>,
  options: { maxTokens: number; style: Style },
): string {
  const { maxTokens, style } = options
  const judged = results.filter(({ verdict }) => verdict !== null)
  const hits = judged.filter(({ verdict }) => verdict?.hit === true).length
  const before = results[0]?.selection.tokens.before ?? 0
  const after = median(results.map(({ selection }) => selection.tokens.after))
  const saved = before === 0 ? 0 : 1 - after / before
  const middle = results.length > 1 ? 'median; ' : ''
  const lines = [
    '',
    style.bold('In short'),
    ...(judged.length > 0
      ? [`  ${hits} of ${judged.length} sample tasks got every tool that they need (or rightly none)`]
      : []),
    `  ${formatInteger(before)} tokens became ${formatInteger(after)} (${middle}limit ${formatInteger(maxTokens)}): ${formatShare(saved)} saved`,
    `  a selection took ${formatMs(median(results.map(({ ms }) => ms)))} (${middle}warmed up), with no network and no model call`,
    '',
    'Confidence is a first estimate that a tool is right for the task. Why names the words of the task that were found,',
    'and how near the meaning is.',
    '',
    'Try your own:  npm start -- "your task"',
    'Your servers:  npm run -s toolcrib -- select "your task" --config your-mcp.json --max-tokens 2000 --explain',
  ]
  return `${lines.join('\n')}\n`
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
