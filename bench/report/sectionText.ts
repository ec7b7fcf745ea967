import type { ReportCell, ReportSection, ReportUnit } from 'toolcrib/report'
import { markdownTable } from './markdownTable.js'

/** Sections for a terminal, as Markdown: their texts, figures, tables and notes. Plots are for the page. */
export function sectionText(sections: readonly ReportSection[]): string {
  return sections.flatMap(blocks).join('\n\n')
}

function blocks({ title, text = [], figures = [], tables = [], notes = [] }: ReportSection): string[] {
  return [
    `## ${title}`,
    ...text,
    ...list(
      figures.map(
        ({ label, value, unit, note }) =>
          `${label}: ${cellText(value, unit)}${unit === 'share' ? ' %' : ''}${note === undefined ? '' : ` (${note})`}`,
      ),
    ),
    ...tables.flatMap((table) => [
      `**${table.title}**`,
      markdownTable(
        table.columns.map(({ title: head }) => head),
        table.rows.map((row) => row.map((cell, at) => cellText(cell, table.columns[at]?.unit ?? 'text'))),
      ),
    ]),
    ...list(notes),
  ]
}

function list(items: readonly string[]): string[] {
  return items.length === 0 ? [] : [items.map((item) => `- ${item}`).join('\n')]
}

/** A value as it stands in a table: shares in per cent, an interval between brackets, `-` where there is none. */
export function cellText(cell: ReportCell, unit: ReportUnit): string {
  if (cell === null) return '-'
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number') return WRITE[unit](cell)
  const { value, low, high } = cell
  return `${WRITE[unit](value)} [${WRITE[unit](low)}, ${WRITE[unit](high)}]`
}

const whole = (value: number) => Math.round(value).toLocaleString('en-US')
const digits = (value: number) => value.toLocaleString('en-US', { maximumSignificantDigits: 3 })
const tenths = (value: number) => (100 * value).toFixed(1).replace(/^-(0\.0)$/, '$1')

const WRITE: Readonly<Record<ReportUnit, (value: number) => string>> = {
  text: String,
  count: whole,
  tokens: whole,
  share: tenths,
  dollars: (value) => `$${digits(value)}`,
  ms: (value) => (value < 1 ? value.toFixed(3) : value < 100 ? value.toFixed(1) : whole(value)),
  ratio: (value) => `${digits(value)} x`,
  number: digits,
}
