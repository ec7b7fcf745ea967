import type { InspectDocument, ServerCost, ToolCost } from '../commands/inspect.js'
import { escapeProse, escapeText } from '../escapeText.js'
import { count, formatInteger, formatMs, formatShare } from '../format.js'
import { renderTable } from '../renderTable.js'
import type { Style } from '../Style.js'
import { confusableLines } from './confusableLines.js'
import { discountedLines } from './discountedLines.js'

/** Most broken definitions and shared names that are listed; the rest is counted. */
const MAX_LISTED = 20

/** The result of `toolcrib inspect` for people. */
export function inspectView(
  document: InspectDocument,
  options: { top: number; confusable: number; style: Style },
): string {
  const { style } = options
  const { catalog, servers, tools } = document
  const from = catalog.servers > 0 ? ` on ${count(catalog.servers, 'server')}` : ''
  const lines = [
    `${style.bold(count(catalog.tools, 'tool'))}${from} cost ${style.bold(count(catalog.tokens, 'token'))} (${catalog.counter}, all definitions sent as one list).`,
    '',
    ...serverTable(servers, style),
    '',
    ...toolTable(tools.slice(0, options.top), style),
    ...brokenLines(document, style),
    ...collisionLines(document, style),
    ...discountedLines(document, style),
    ...confusableLines(document, { limit: options.confusable, style }),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function serverTable(servers: readonly ServerCost[], style: Style): string[] {
  const total = servers.reduce((sum, server) => sum + server.tokens, 0)
  const timed = servers.some((server) => server.ms !== undefined)
  const rows = [...servers].sort((a, b) => b.tokens - a.tokens)
  return renderTable(
    [
      { header: 'Server', shrinkTo: 8 },
      { header: 'Tools', align: 'right' },
      { header: 'Tokens', align: 'right' },
      { header: 'Share', align: 'right' },
      ...(timed ? [{ header: 'Listed in', align: 'right' as const }] : []),
    ],
    rows.map(({ server, usable, tokens, status, ms }) => [
      escapeText(server ?? '(no server)'),
      status === 'failed' ? 'failed' : formatInteger(usable),
      formatInteger(tokens),
      formatShare(total === 0 ? 0 : tokens / total),
      ...(timed ? [ms === undefined ? '-' : formatMs(ms)] : []),
    ]),
    style,
  )
}

function toolTable(tools: readonly ToolCost[], style: Style): string[] {
  if (tools.length === 0) return []
  const table = renderTable(
    [
      { header: 'Most expensive tools', shrinkTo: 12 },
      { header: 'Server', shrinkTo: 6 },
      { header: 'Tokens', align: 'right' },
    ],
    tools.map(({ name, server, tokens }) => [
      escapeText(name),
      escapeText(server ?? '-'),
      formatInteger(tokens),
    ]),
    style,
  )
  return [...table, '']
}

function brokenLines({ broken, servers }: InspectDocument, style: Style): string[] {
  const lines = [
    ...servers.flatMap(({ server, error }) => (error === undefined ? [] : [`${server}: ${error}`])),
    ...broken.map(({ server, message }) => (server === null ? message : `${server}: ${message}`)),
  ]
  return section(`Broken (${formatInteger(lines.length)})`, lines, (title) => style.bad(title))
}

function collisionLines({ collisions }: InspectDocument, style: Style): string[] {
  const lines = collisions.map(({ name, ids }) => `${name}: ${ids.join(', ')}`)
  return section(`Same name on several tools (${formatInteger(lines.length)})`, lines, (title) =>
    style.warn(title),
  )
}

function section(title: string, lines: readonly string[], paint: (title: string) => string): string[] {
  if (lines.length === 0) return []
  const more = lines.length > MAX_LISTED ? [`  and ${lines.length - MAX_LISTED} more (see --json)`] : []
  return [paint(title), ...lines.slice(0, MAX_LISTED).map((line) => `  ${escapeProse(line)}`), ...more, '']
}
