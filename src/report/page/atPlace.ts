import { plotTable } from '../plotTable.js'
import type { ReportDocument, ReportPlot, ReportTable } from '../ReportDocument.js'

/** The plot at a place that the page itself wrote: `sections.0.plots.1`. */
export function plotAt(report: ReportDocument, place: string): ReportPlot {
  const [, section, , index] = place.split('.')
  return report.sections[Number(section)]!.plots![Number(index)]!
}

/** The table at such a place; at a plot's place, the table of its numbers. */
export function tableAt(report: ReportDocument, place: string): ReportTable {
  const [, section, kind, index] = place.split('.')
  if (kind === 'plots') return plotTable(plotAt(report, place))
  return report.sections[Number(section)]!.tables![Number(index)]!
}
