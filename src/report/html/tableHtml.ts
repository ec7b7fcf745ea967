import { formatCell, titleWithUnit } from '../formatCell.js'
import type { ReportCell, ReportColumn, ReportTable } from '../ReportDocument.js'
import { type Html, html } from './Html.js'

/** Where a table stands. */
export interface TablePlace {
  /** Path in the document, as `tableAt` reads it: `sections.0.tables.1`. */
  place: string
  /** Whether its title is shown above it. Elsewhere the title is that of the plot that it belongs to. */
  captioned: boolean
}

/**
 * A table in a box of its own that scrolls where the table is wider than the page, and can be reached by keyboard for it.
 * The first column names the row. The program of the page finds `data-table` in the embedded document.
 */
export function tableHtml(table: ReportTable, { place, captioned }: TablePlace): Html {
  const { title, columns, rows } = table
  return html`<figure class="table" data-table="${place}">
${captioned ? html`<figcaption><h3>${title}</h3></figcaption>` : undefined}
<div class="scroll" role="region" tabindex="0" aria-label="${title}">
<table aria-label="${title}">
<thead><tr>${columns.map(headHtml)}</tr></thead>
<tbody>
${rows.map((row) => rowHtml(row, columns))}</tbody>
</table>
</div>
${hasInterval(rows) ? html`<p class="hint">In brackets: 95 % interval.</p>` : undefined}</figure>
`
}

function headHtml({ title, unit }: ReportColumn): Html {
  return html`<th scope="col"${unit === 'text' ? undefined : html` class="number"`}>${titleWithUnit(title, unit)}</th>`
}

function rowHtml(row: readonly ReportCell[], columns: readonly ReportColumn[]): Html {
  const cells = row.map((cell, at) => {
    const { unit } = columns[at]!
    const content = cellHtml(cell, unit)
    const kind = unit === 'text' ? undefined : html` class="number"`
    return at === 0 ? html`<th scope="row"${kind}>${content}</th>` : html`<td${kind}>${content}</td>`
  })
  return html`<tr>${cells}</tr>
`
}

/** The value of a cell, with a quieter interval. */
export function cellHtml(cell: ReportCell, unit: ReportColumn['unit']): Html {
  if (cell === null)
    return html`<span class="none" aria-hidden="true">${formatCell(cell, unit)}</span><span class="spoken">not known</span>`
  const [value, bounds] =
    typeof cell === 'object' ? splitInterval(formatCell(cell, unit)) : [formatCell(cell, unit)]
  return bounds === undefined ? html`${value}` : html`${value} <span class="interval">${bounds}</span>`
}

/** `56.0 [45, 67]` as `56.0` and `[45, 67]`. */
function splitInterval(text: string): [string, string] {
  const at = text.indexOf(' [')
  return [text.slice(0, at), text.slice(at + 1)]
}

function hasInterval(rows: readonly (readonly ReportCell[])[]): boolean {
  return rows.some((row) => row.some((cell) => typeof cell === 'object' && cell !== null))
}
