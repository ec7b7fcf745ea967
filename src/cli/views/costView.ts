import type { CostBilling, CostCell, CostDocument } from '../costDocument.js'
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
      ...['Tokens', 'Low', 'High', 'Once a list'].map((header): Column => ({ header, align: 'right' })),
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

function costTables({ servers, tools, billings }: CostDocument, style: Style): string[] {
  const levels = billings[0]?.lists.map(({ level }) => level) ?? []
  const isOne = billings.length === 1
  const columns = isOne ? levels : billings.map(({ provider }) => provider)
  const costs = columns.map((header): Column => ({ header, align: 'right' }))
  const cells = (row: readonly CostCell[]) => {
    const shownCells = row.map(({ tokens }) => formatInteger(tokens))
    if (isOne) return shownCells
    return billings.map((_, at) => shownCells.slice(at * levels.length, (at + 1) * levels.length).join('/'))
  }
  const legend = isOne ? [] : [style.dim(`Each cell: ${levels.join('/')}`), '']
  const byServer = renderTable(
    [{ header: 'Server', shrinkTo: 8 }, { header: 'Tools', align: 'right' }, ...costs],
    servers.map(({ server, status, usable, costs: row }) => [
      escapeText(server ?? '(no server)'),
      status === 'failed' ? 'failed' : formatInteger(usable),
      ...cells(row),
    ]),
    style,
  )
  if (tools.length === 0) return [...legend, ...byServer, '']
  const byTool = renderTable(
    [{ header: 'Most expensive tools', shrinkTo: 12 }, { header: 'Server', shrinkTo: 6 }, ...costs],
    tools.map(({ name, server, costs: row }) => [escapeText(name), escapeText(server ?? '-'), ...cells(row)]),
    style,
  )
  return [...legend, ...byServer, '', ...byTool, '']
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
