import { z } from 'zod'
import { CribError } from '../errors.js'
import type { LinePlot, LinePoint, ReportDocument } from './ReportDocument.js'

/** Longest text: a paragraph is far below it. */
const MAX_TEXT = 100_000
/** Most sections, plots, tables, columns, figures, curves or sentences in one place. */
const MAX_PARTS = 1_000
/** Most rows of a table, bars, or points of a curve: a page with more is not one that people open. */
const MAX_ROWS = 100_000

const text = z.string().max(MAX_TEXT)
const texts = z.array(text).max(MAX_PARTS)
const number = z.number()
const isOrdered = ({ low, high }: { low?: number; high?: number }) =>
  low === undefined || high === undefined || low <= high
const unordered = { error: 'low is above high' }
const bounds = { low: number.exactOptional(), high: number.exactOptional() }

const unit = z.enum(['text', 'count', 'tokens', 'share', 'dollars', 'ms', 'ratio', 'number'])
const estimate = z.strictObject({ value: number, low: number, high: number }).refine(isOrdered, unordered)
const cell = z.union([text, number, z.null(), estimate], {
  error: 'a cell is a text, a finite number, null or { value, low, high }',
})

const axis = z
  .strictObject({
    label: text,
    unit,
    scale: z.enum(['linear', 'log']).exactOptional(),
    domain: z.tuple([number, number]).exactOptional(),
  })
  .refine(({ domain }) => domain === undefined || domain[0] < domain[1], {
    error: 'the domain does not rise',
  })
  .refine(({ scale, domain }) => scale !== 'log' || domain === undefined || domain[0] > 0, {
    error: 'a log scale has a domain above 0',
  })

const point = z.strictObject({ x: number, y: number, ...bounds }).refine(isOrdered, unordered)
const series = z.strictObject({ name: text, points: z.array(point).min(1).max(MAX_ROWS) })
const ground = { title: text, summary: text }

const linePlot = z
  .strictObject({
    ...ground,
    kind: z.literal('lines'),
    x: axis,
    y: axis,
    series: z.array(series).min(1).max(MAX_PARTS),
    diagonal: z.boolean().exactOptional(),
  })
  .refine(({ series: all }) => areDistinct(all.map(({ name }) => name)), {
    error: 'two curves have one name',
  })
  .refine((plot) => plot.x.scale !== 'log' || pointsOf(plot).every(({ x }) => x > 0), {
    error: 'x has a log scale and a point that is not above 0',
  })
  .refine((plot) => plot.y.scale !== 'log' || pointsOf(plot).every(({ y, low = y }) => y > 0 && low > 0), {
    error: 'y has a log scale and a point that is not above 0',
  })

const bar = z
  .strictObject({ label: text, value: number, ...bounds, group: text.exactOptional() })
  .refine(isOrdered, unordered)
const barPlot = z
  .strictObject({ ...ground, kind: z.literal('bars'), value: axis, bars: z.array(bar).min(1).max(MAX_ROWS) })
  .refine(({ value }) => value.scale !== 'log', { error: 'bars begin at 0, which a log scale does not have' })

const table = z
  .strictObject({
    title: text,
    columns: z
      .array(z.strictObject({ title: text, unit }))
      .min(1)
      .max(MAX_PARTS),
    rows: z.array(z.array(cell)).max(MAX_ROWS),
  })
  .refine(({ columns, rows }) => rows.every((row) => row.length === columns.length), {
    error: 'a row does not have as many cells as there are columns',
  })

const section = z.strictObject({
  id: z
    .string()
    .max(200)
    .regex(/^[a-z0-9-]+$/, 'lower case letters, digits and hyphens only'),
  title: text,
  text: texts.exactOptional(),
  figures: z
    .array(z.strictObject({ label: text, value: cell, unit, note: text.exactOptional() }))
    .max(MAX_PARTS)
    .exactOptional(),
  plots: z
    .array(z.discriminatedUnion('kind', [linePlot, barPlot]))
    .max(MAX_PARTS)
    .exactOptional(),
  tables: z.array(table).max(MAX_PARTS).exactOptional(),
  notes: texts.exactOptional(),
  command: text.exactOptional(),
})

const documentSchema = z.strictObject({
  format: z.literal('toolcrib-report/1'),
  title: text,
  summary: text,
  made: z.strictObject({
    command: text,
    version: text,
    date: text.exactOptional(),
    machine: text.exactOptional(),
    inputs: z.record(text, z.union([text, number])).exactOptional(),
  }),
  verdict: z
    .strictObject({ headline: text, tone: z.enum(['good', 'caution', 'neutral']), grounds: texts })
    .exactOptional(),
  sections: z
    .array(section)
    .max(MAX_PARTS)
    .refine((all) => areDistinct(all.map(({ id }) => id)), { error: 'two sections have one id' }),
})

/**
 * Checks a report that came from outside, of any origin: what it returns, the renderers take. It does not judge texts;
 * they are shown as they are. Throws `report-invalid`, which names the place.
 */
export function checkReport(value: unknown): ReportDocument {
  const parsed = documentSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const path = issue.path.map(String).join('.')
  throw new CribError(
    'report-invalid',
    `The report does not parse${path === '' ? '' : ` at ${path}`}: ${issue.message}. Its shape is that of ReportDocument (docs/report.md); make it again with the command that made it.`,
    { details: { path } },
  )
}

function areDistinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length
}

function pointsOf(plot: Pick<LinePlot, 'series'>): LinePoint[] {
  return plot.series.flatMap(({ points }) => points)
}
