import type { CostBilling, CostCell, CostDocument } from '../costDocument.js'
import { displayWidth } from '../displayWidth.js'
import { escapeProse, escapeText } from '../escapeText.js'
import { count, formatInteger } from '../format.js'
import { type Column, renderTable } from '../renderTable.js'
import type { Style } from '../Style.js'

/** The result of `toolcrib cost` for people. */
export function costView(document: CostDocument, style: Style): string {
  const { catalog, billings } = document
  const from = catalog.servers > 0 ? ` on ${count(catalog.servers, 'server')}` : ''
  const lines = [
    `${style.bold(count(catalog.tools, 'tool'))}${from}, sent as one list:`,
    '',
    ...listTable(billings, style),
    '',
    ...exactLines(billings, style),
    ...costTables(document, style),
    ...notes(billings, style),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function listTable(billings: readonly CostBilling[], style: Style): string[] {
  return renderTable(
    [
      { header: 'Billed as' },
      { header: 'Model', shrinkTo: 8 },
      { header: 'Level' },
      { header: 'Tokens', align: 'right' },
      ...['Low', 'High', 'Once a list'].map((header): Column => ({ header, align: 'right', spare: true })),
      { header: 'Kind' },
    ],
    billings.flatMap(({ provider, model, lists }) =>
      lists.map(({ level, tokens, low, high, overhead, kind }) => [
        provider,
        escapeText(model),
        level,
        ...[tokens, low, high, overhead].map(shown),
        kind,
      ]),
    ),
    style,
  )
}

const shown = (tokens: number | null) => (tokens === null ? '-' : formatInteger(tokens))

function exactLines(billings: readonly CostBilling[], style: Style): string[] {
  return billings.flatMap(({ exact, lists, provider }) => {
    if (exact === null) return []
    const guess = lists[0]?.tokens ?? 0
    const off = exact.tokens === 0 ? '' : ` (${signed((guess / exact.tokens - 1) * 100)} % off)`
    return [
      `${style.bold(`Counted by ${provider}: ${count(exact.tokens, 'token')}`)}; ${formatInteger(guess)} here${off}. ${escapeProse(exact.source)}.`,
      '',
    ]
  })
}

const signed = (value: number) => `${value >= 0 ? '+' : ''}${value.toFixed(1)}`

/** Where cells of all levels are too wide for the terminal, they show the first level only. */
function costTables(document: CostDocument, style: Style): string[] {
  const { billings } = document
  const levels = billings[0]?.lists.map(({ level }) => level) ?? []
  if (billings.length === 1)
    return tablesOf(document, { columns: levels, cells: ownCells, spare: true }, style)
  const names = billings.map(({ provider }) => provider)
  const joined = (shownLevels: number) => (row: readonly CostCell[]) =>
    billings.map((_, at) =>
      ownCells(row.slice(at * levels.length, at * levels.length + shownLevels)).join('/'),
    )
  const wide = tablesOf(document, { columns: names, cells: joined(levels.length), spare: false }, style)
  // Below the headers nothing is painted, so that lines are as wide as they look.
  const fits = wide.filter((line) => /^\S.*\d$/.test(line)).every((line) => displayWidth(line) <= style.width)
  if (fits) return [style.dim(`Each cell: ${levels.join('/')}`), '', ...wide]
  const legend = style.dim(`Each cell: ${levels[0]}; --model ID or --provider NAME shows all levels.`)
  return [legend, '', ...tablesOf(document, { columns: names, cells: joined(1), spare: true }, style)]
}

const ownCells = (row: readonly CostCell[]) => row.map(({ tokens }) => formatInteger(tokens))

function tablesOf(
  { servers, tools }: CostDocument,
  shown: { columns: readonly string[]; cells: (row: readonly CostCell[]) => string[]; spare: boolean },
  style: Style,
): string[] {
  const { columns, cells, spare } = shown
  const costs = columns.map((header): Column => ({ header, align: 'right' }))
  const byServer = renderTable(
    [{ header: 'Server', shrinkTo: 8 }, { header: 'Tools', align: 'right', spare }, ...costs],
    servers.map(({ server, status, usable, costs: row }) => [
      escapeText(server ?? '(no server)'),
      status === 'failed' ? 'failed' : formatInteger(usable),
      ...cells(row),
    ]),
    style,
  )
  if (tools.length === 0) return [...byServer, '']
  const byTool = renderTable(
    [{ header: 'Most expensive tools', shrinkTo: 12 }, { header: 'Server', shrinkTo: 6, spare }, ...costs],
    tools.map(({ name, server, costs: row }) => [escapeText(name), escapeText(server ?? '-'), ...cells(row)]),
    style,
  )
  return [...byServer, '', ...byTool, '']
}

function notes(billings: readonly CostBilling[], style: Style): string[] {
  const lines = billings.flatMap(({ provider, lists, assumed }) => {
    const [list] = lists
    if (list === undefined) return []
    const bound = list.kind === 'unverified' ? ' No bound is known: limits are checked on the tokens.' : ''
    const guess = assumed === null ? '' : ` Assumed: ${assumed}.`
    return [`${provider}: ${list.kind}. ${list.source} (${list.date}).${bound}${guess}`]
  })
  return [style.bold('Where the figures come from'), ...lines.map((line) => `  ${escapeProse(line)}`)]
}
