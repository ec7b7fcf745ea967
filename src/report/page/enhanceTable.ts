import type { ReportDocument, ReportTable } from '../ReportDocument.js'
import { tableAt } from './atPlace.js'
import { compareCells } from './compareCells.js'
import { element } from './element.js'

/** From so many rows on a table has a field to filter it by. */
const MIN_ROWS_TO_FILTER = 5

/** Makes a table sort by its heads, and filter by a text. */
export function enhanceTable(figure: HTMLElement, report: ReportDocument): void {
  const table = tableAt(report, figure.dataset['table']!)
  const rows = [...figure.querySelectorAll<HTMLTableRowElement>('tbody tr')]
  const status = element('p', { class: 'spoken', role: 'status' })
  figure.append(status)
  if (rows.length > 1) addSorting(figure, { table, rows, status })
  if (rows.length >= MIN_ROWS_TO_FILTER) addFilter(figure, { table, rows, status })
}

/** A table of the page. `rows` are in the order of the document's. */
interface TableParts {
  table: ReportTable
  rows: readonly HTMLTableRowElement[]
  /** Tells those who do not see the table what changed. */
  status: HTMLElement
}

/** The first press sorts numbers downwards and texts upwards, the second turns it around, the third restores. */
function addSorting(figure: HTMLElement, { table, rows, status }: TableParts): void {
  const body = figure.querySelector('tbody')!
  const heads = [...figure.querySelectorAll<HTMLElement>('thead th')]
  for (const [column, head] of heads.entries()) {
    const isText = table.columns[column]!.unit === 'text'
    const order = isText ? ['ascending', 'descending', 'none'] : ['descending', 'ascending', 'none']
    const button = element(
      'button',
      { type: 'button' },
      ...head.childNodes,
      element('span', { class: 'arrow', 'aria-hidden': 'true' }),
    )
    head.append(button)
    button.addEventListener('click', () => {
      const next = order[(order.indexOf(head.getAttribute('aria-sort') ?? 'none') + 1) % 3]!
      for (const other of heads) other.removeAttribute('aria-sort')
      if (next !== 'none') head.setAttribute('aria-sort', next)
      const indexed = rows.map((row, at) => ({ row, cell: table.rows[at]![column]! }))
      if (next !== 'none')
        indexed.sort((one, other) => compareCells(one.cell, other.cell, next === 'descending'))
      body.append(...indexed.map(({ row }) => row))
      status.textContent = next === 'none' ? 'In the first order' : `Sorted by ${button.textContent}, ${next}`
    })
  }
}

/** Rows stay that hold every word of the text, whatever its case. */
function addFilter(figure: HTMLElement, { table, rows, status }: TableParts): void {
  const texts = rows.map((row) => row.textContent.toLowerCase())
  const count = element('span', { class: 'count' }, `${rows.length} rows`)
  const input = element('input', {
    type: 'search',
    placeholder: 'Filter rows',
    'aria-label': `Filter ${table.title}`,
    autocomplete: 'off',
    spellcheck: 'false',
  })
  input.addEventListener('input', () => {
    const words = input.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '')
    for (const [at, row] of rows.entries()) row.hidden = !words.every((word) => texts[at]!.includes(word))
    const shown = rows.filter((row) => !row.hidden).length
    count.textContent = shown === rows.length ? `${rows.length} rows` : `${shown} of ${rows.length} rows`
    status.textContent = count.textContent
  })
  figure.querySelector('.scroll')!.before(element('div', { class: 'filter' }, input, count))
}
