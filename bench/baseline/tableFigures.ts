import type { ReportCell, ReportColumn, ReportSection } from 'toolcrib/report'
import type { BenchFigure } from './BenchFigure.js'

/**
 * The numbers in the tables of a suite that gives no figures of its own: enough to see what changed, not to test it. Rows are
 * named by their leading texts and a count behind them; columns of one name are counted.
 */
export function tableFigures(sections: readonly ReportSection[]): BenchFigure[] {
  const taken = new Map<string, number>()
  return sections.flatMap(({ tables = [] }) =>
    tables.flatMap(({ title, columns, rows }) =>
      rows.flatMap((row) =>
        row.flatMap((cell, at): BenchFigure[] => {
          const value = numberOf(cell)
          if (value === undefined) return []
          const of = rowName(row, columns)
          const metric = `${title}: ${columns[at]!.title}`
          const key = JSON.stringify([of, metric])
          const times = (taken.get(key) ?? 0) + 1
          taken.set(key, times)
          return [{ of, metric: times === 1 ? metric : `${metric} (${times})`, value }]
        }),
      ),
    ),
  )
}

/** The row's leading texts, and the count behind them, which tells rows of one contender apart. */
function rowName(row: readonly ReportCell[], columns: readonly ReportColumn[]): string {
  const end = row.findIndex((cell) => typeof cell !== 'string')
  const texts = end < 0 ? row : row.slice(0, end)
  const size = columns[end]?.unit === 'count' ? [row[end]] : []
  return [...texts, ...size].join(', ')
}

function numberOf(cell: ReportCell): number | undefined {
  if (typeof cell === 'number') return cell
  return typeof cell === 'object' && cell !== null ? cell.value : undefined
}
