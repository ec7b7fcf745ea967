/** Reports as data and their forms: the public subpath `toolcrib/report`. */
export { checkReport } from './checkReport.js'
export { loadPageScript } from './drivers/loadPageScript.js'
export { formatAlone, formatCell } from './formatCell.js'
export type {
  Bar,
  BarPlot,
  LinePlot,
  LinePoint,
  LineSeries,
  ReportAxis,
  ReportCell,
  ReportColumn,
  ReportDocument,
  ReportEstimate,
  ReportFigure,
  ReportOrigin,
  ReportPlot,
  ReportSection,
  ReportTable,
  ReportUnit,
  ReportVerdict,
} from './ReportDocument.js'
export { type HtmlOptions, renderHtml } from './renderHtml.js'
export { renderJson } from './renderJson.js'
export { type MarkdownOptions, renderMarkdown } from './renderMarkdown.js'
export { shadowSection } from './shadowSection.js'
