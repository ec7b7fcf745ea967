import { CribError, refuseUnknownOptions } from '../errors.js'
import { formatAlone, formatCell, titleWithUnit } from './formatCell.js'
import { plainText } from './plainText.js'
import type { ReportDocument, ReportSection, ReportTable, ReportVerdict } from './ReportDocument.js'

/** Options of `renderMarkdown`. */
export interface MarkdownOptions {
  /** Rows shown of a table; the rest is counted. 1 or more. Default: 30. */
  maxRows?: number
}

/** Columns are padded up to this width; a long text does not stretch the rest. */
const MAX_PADDING = 40

/**
 * The document as Markdown (GitHub's tables): verdict, figures, tables, notes and commands. Plots are named with what they
 * show; their curves are in the page. Texts are escaped: none can become an image, HTML, a heading or a link of another text than its address. Throws
 * `option-invalid` and `option-unknown`.
 */
export function renderMarkdown(document: ReportDocument, options: MarkdownOptions = {}): string {
  const maxRows = checkMaxRows(options)
  const { title, summary, made, verdict, sections } = document
  const blocks = [
    `# ${escaped(title)}`,
    escaped(summary),
    ...(verdict ? verdictBlocks(verdict) : []),
    ...sections.flatMap((section) => sectionBlocks(section, maxRows)),
    `Made by ${code(made.command)}, toolcrib ${escaped(made.version)}${made.date === undefined ? '' : `, ${escaped(made.date)}`}.`,
    ...(made.machine === undefined ? [] : [`Measured on ${escaped(made.machine)}.`]),
    ...(made.inputs === undefined ? [] : [list(Object.entries(made.inputs).map(inputText))]),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function checkMaxRows(options: MarkdownOptions): number {
  refuseUnknownOptions('renderMarkdown', options, ['maxRows'])
  const { maxRows = 30 } = options
  if (Number.isInteger(maxRows) && maxRows >= 1) return maxRows
  const message = `maxRows of renderMarkdown is ${maxRows}. Give a whole number from 1 on.`
  throw new CribError('option-invalid', message, { details: { option: 'maxRows', value: maxRows } })
}

function verdictBlocks({ headline, grounds }: ReportVerdict): string[] {
  return [`**${escaped(headline)}**`, list(grounds.map(escaped))]
}

function sectionBlocks(section: ReportSection, maxRows: number): string[] {
  const { title, text = [], figures = [], plots = [], tables = [], notes = [], command } = section
  return [
    `## ${escaped(title)}`,
    ...text.map(escaped),
    list(
      figures.map(
        ({ label, value, unit, note }) =>
          `${escaped(label)}: **${typeof value === 'string' ? escaped(value) : formatAlone(value, unit)}**${note === undefined ? '' : ` (${escaped(note)})`}`,
      ),
    ),
    ...tables.flatMap((table) => tableBlocks(table, maxRows)),
    list([
      ...plots.map((plot) => `Plot "${escaped(plot.title)}": ${escaped(plot.summary)}`),
      ...notes.map(escaped),
    ]),
    command === undefined ? '' : code(command),
  ]
}

function tableBlocks({ title, columns, rows }: ReportTable, maxRows: number): string[] {
  const cells = [
    columns.map((column) => escaped(titleWithUnit(column.title, column.unit))),
    ...rows
      .slice(0, maxRows)
      .map((row) =>
        row.map((cell, at) =>
          typeof cell === 'string' ? escaped(cell) : formatCell(cell, columns[at]!.unit),
        ),
      ),
  ]
  const isText = columns.map(({ unit }) => unit === 'text')
  const widths = columns.map((_, at) =>
    Math.min(MAX_PADDING, Math.max(3, ...cells.map((row) => row[at]!.length))),
  )
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => (isText[at] ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join(' | ')} |`
  const rule = `|${widths.map((width, at) => (isText[at] ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  const [head, ...body] = cells
  const more = rows.length - maxRows
  return [
    `**${escaped(title)}**`,
    [line(head!), rule, ...body.map(line)].join('\n'),
    more > 0 ? `and ${formatCell(more, 'count')} rows more` : '',
  ]
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n')
}

function inputText([name, value]: [string, string | number]): string {
  return `${escaped(name)}: ${escaped(String(value))}`
}

/** A code span that no backtick in it can end. */
function code(text: string): string {
  const plain = plainText(text)
  const fence = '`'.repeat(1 + Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length)))
  return fence.length === 1 ? `\`${plain}\`` : `${fence} ${plain} ${fence}`
}

/** Text that Markdown shows as it is. An underscore within a word means nothing there and stays bare. */
function escaped(text: string): string {
  return plainText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*[\]|~>]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/^(?:[#+=-]|\d+(?=[.)](?:\s|$)))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`))
}
