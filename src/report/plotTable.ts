import type { BarPlot, LinePlot, ReportCell, ReportPlot, ReportTable } from './ReportDocument.js'

/** The numbers of a plot as a table: what it shows, for those who read it and for machines. */
export function plotTable(plot: ReportPlot): ReportTable {
  return plot.kind === 'lines' ? linesTable(plot) : barsTable(plot)
}

/** A row for each x, a column for each curve. */
function linesTable({ title, x, y, series }: LinePlot): ReportTable {
  const found = series.map(
    ({ points }) => new Map(points.map((point) => [point.x, withBounds({ ...point, value: point.y })])),
  )
  const places = [...new Set(series.flatMap(({ points }) => points.map((point) => point.x)))]
  return {
    title,
    columns: [
      { title: x.label, unit: x.unit },
      ...series.map(({ name }) => ({ title: series.length === 1 ? y.label : name, unit: y.unit })),
    ],
    rows: places
      .sort((one, other) => one - other)
      .map((place) => [place, ...found.map((points) => points.get(place) ?? null)]),
  }
}

function barsTable({ title, value, bars }: BarPlot): ReportTable {
  const grouped = bars.some(({ group }) => group !== undefined)
  const group = { title: 'Group', unit: 'text' } as const
  return {
    title,
    columns: [
      { title: 'Name', unit: 'text' },
      ...(grouped ? [group] : []),
      { title: value.label, unit: value.unit },
    ],
    rows: bars.map((bar) => [bar.label, ...(grouped ? [bar.group ?? null] : []), withBounds(bar)]),
  }
}

/** A value with its interval, where it has both bounds. */
function withBounds({ value, low, high }: { value: number; low?: number; high?: number }): ReportCell {
  return low === undefined || high === undefined ? value : { value, low, high }
}
