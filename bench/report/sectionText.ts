import {
  formatAlone,
  formatCell,
  type ReportCell,
  type ReportSection,
  type ReportUnit,
} from 'toolcrib/report'
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
          `${label}: ${formatAlone(value, unit)}${note === undefined ? '' : ` (${note})`}`,
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

/** A value as it stands in a table. Bounds have as many digits as the value: losses are small beside whole per cents. */
export function cellText(cell: ReportCell, unit: ReportUnit): string {
  if (cell === null || typeof cell !== 'object') return formatCell(cell, unit)
  const [value, low, high] = [cell.value, cell.low, cell.high].map((one) => formatCell(one, unit))
  return `${value} [${low}, ${high}]`
}
