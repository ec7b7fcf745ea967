/** A report as data: what the HTML page, the Markdown summary and the JSON file are three forms of. All texts are plain. */
export interface ReportDocument {
  format: 'toolcrib-report/1'
  /** Heading of the page. */
  title: string
  /** What was measured, in a sentence or two. */
  summary: string
  /** What made it, so that anyone can make it again. */
  made: ReportOrigin
  /** The answer, where the report gives one. */
  verdict?: ReportVerdict
  /** In reading order; ids are unique. */
  sections: ReportSection[]
}

/** Where a report comes from. */
export interface ReportOrigin {
  /** The command line. */
  command: string
  /** Of toolcrib. */
  version: string
  /** ISO 8601, UTC. Absent: not dated, so that equal runs give equal bytes. */
  date?: string
  /** The machine, in words. Times mean nothing without it. */
  machine?: string
  /** Names and values of what the figures depend on: seeds, hashes, models. */
  inputs?: Record<string, string | number>
}

/** A plain answer with its grounds. */
export interface ReportVerdict {
  /** One sentence. */
  headline: string
  /** Good news, bad news, or neither. */
  tone: 'good' | 'caution' | 'neutral'
  /** A sentence each. */
  grounds: string[]
}

/** One part of a report. */
export interface ReportSection {
  /** Lower case letters, digits and hyphens; the anchor of the section. */
  id: string
  title: string
  /** Paragraphs before everything else. */
  text?: string[]
  /** The few numbers that matter, shown large. */
  figures?: ReportFigure[]
  plots?: ReportPlot[]
  tables?: ReportTable[]
  /** What to keep in mind when reading it. */
  notes?: string[]
  /** The command that makes these figures. */
  command?: string
}

/** A headline number. */
export interface ReportFigure {
  label: string
  value: ReportCell
  unit: ReportUnit
  note?: string
}

/** How a number is written. `share`: a fraction of 1 shown in per cent; `dollars`: US dollars; `ratio`: times, 1 is equal. */
export type ReportUnit = 'text' | 'count' | 'tokens' | 'share' | 'dollars' | 'ms' | 'ratio' | 'number'

/** A value; with bounds where it has a 95 % interval; null where it is not known or does not apply. */
export type ReportCell = string | number | null | ReportEstimate

/** A value with its 95 % interval. */
export interface ReportEstimate {
  value: number
  low: number
  high: number
}

/** Rows of values. The page sorts by every column and filters by text. */
export interface ReportTable {
  title: string
  columns: ReportColumn[]
  /** As many cells as columns. */
  rows: ReportCell[][]
}

/** One column of a table. */
export interface ReportColumn {
  title: string
  unit: ReportUnit
}

/** A plot, with its numbers: the page puts them into a table beside it. */
export type ReportPlot = LinePlot | BarPlot

/** What every plot has. */
interface PlotBase {
  title: string
  /** Sentence for those who do not see it: what it shows. */
  summary: string
}

/** An axis. */
export interface ReportAxis {
  label: string
  unit: ReportUnit
  scale?: 'linear' | 'log'
  /** Fixed ends. Default: those of the data. */
  domain?: [number, number]
}

/** Curves over a number: recall over tokens, calibration (with `diagonal`), latency over tools. */
export interface LinePlot extends PlotBase {
  kind: 'lines'
  x: ReportAxis
  y: ReportAxis
  series: LineSeries[]
  /** Draws y = x for comparison. */
  diagonal?: boolean
}

/** One curve. */
export interface LineSeries {
  name: string
  /** In the order of x. */
  points: LinePoint[]
}

/** A point, with the bounds of y where it has a 95 % interval. */
export interface LinePoint {
  x: number
  y: number
  low?: number
  high?: number
}

/** A bar a row. */
export interface BarPlot extends PlotBase {
  kind: 'bars'
  value: ReportAxis
  bars: Bar[]
}

/** One bar; bars of one `group` have one colour. */
export interface Bar {
  label: string
  value: number
  low?: number
  high?: number
  group?: string
}
