import { cutToWidth, displayWidth } from './displayWidth.js'
import type { Style } from './Style.js'

/** One column of a table. */
export interface Column {
  header: string
  /** Default `left`. */
  align?: 'left' | 'right'
  /** Least columns that it may shrink to on a narrow terminal. Default: it never shrinks. */
  shrinkTo?: number
  /** Left out where the terminal is too narrow even for shrunk columns, the first such column first. Default: never. */
  spare?: boolean
  /** Colours a cell after it has been cut and padded. */
  paint?: (cell: string, row: number) => string
}

const GAP = '  '

/**
 * Aligned lines without rules: a bold header, then one line a row. Cells are already escaped. On a narrow terminal
 * the widest shrinkable column gives way first, then spare columns are left out; other columns stay whole.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  style: Style,
): string[] {
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column.header), ...rows.map((row) => displayWidth(row[index] ?? ''))),
  )
  const spare = columns.findIndex((column) => column.spare === true)
  if (spare !== -1 && leastWidth(columns, widths) > style.width) {
    const others = <T>(cells: readonly T[]) => cells.filter((_, index) => index !== spare)
    return renderTable(others(columns), rows.map(others), style)
  }
  shrink(columns, widths, style.width - GAP.length * (columns.length - 1))
  const line = (cells: readonly string[], paint: (cell: string, column: Column) => string) =>
    cells
      .map((cell, index) => {
        const column = columns[index] as Column
        const last = index === columns.length - 1
        return paint(pad(cell, { width: widths[index] ?? 0, align: column.align ?? 'left', last }), column)
      })
      .join(GAP)
      .trimEnd()
  return [
    line(
      columns.map((column) => column.header),
      (cell) => style.bold(cell),
    ),
    ...rows.map((row, index) => line(row, (cell, column) => column.paint?.(cell, index) ?? cell)),
  ]
}

/** Width of a table whose shrinkable columns are as narrow as they may be. */
function leastWidth(columns: readonly Column[], widths: readonly number[]): number {
  const least = columns.map(({ shrinkTo }, index) =>
    Math.min(widths[index]!, shrinkTo ?? Number.POSITIVE_INFINITY),
  )
  return least.reduce((sum, width) => sum + width, GAP.length * (columns.length - 1))
}

/** Takes columns from the widest shrinkable cells until the sum fits, in place. */
function shrink(columns: readonly Column[], widths: number[], available: number): void {
  let excess = widths.reduce((sum, width) => sum + width, 0) - available
  while (excess > 0) {
    let widest = -1
    columns.forEach((column, index) => {
      const width = widths[index] ?? 0
      if (column.shrinkTo !== undefined && width > column.shrinkTo && width > (widths[widest] ?? 0))
        widest = index
    })
    if (widest === -1) return
    widths[widest] = (widths[widest] ?? 0) - 1
    excess -= 1
  }
}

function pad(cell: string, options: { width: number; align: 'left' | 'right'; last: boolean }): string {
  const text = cutToWidth(cell, Math.max(1, options.width))
  const space = ' '.repeat(Math.max(0, options.width - displayWidth(text)))
  if (options.align === 'right') return space + text
  return options.last ? text : text + space
}
