import { describe, expect, it, test } from 'vitest'
import { CribError } from '../../src/errors.js'
import { checkReport } from '../../src/report/checkReport.js'
import { SAMPLE_REPORT } from './sampleReport.js'

/** A copy of the sample with one member set (`undefined` removes it). */
function changed(path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(SAMPLE_REPORT)) as Record<string, unknown>
  const keys = path.split('.')
  const last = keys.pop()!
  const parent = keys.reduce((at, key) => at[key] as Record<string, unknown>, copy)
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return copy
}

function faultOf(value: unknown): CribError {
  try {
    checkReport(value)
  } catch (error) {
    if (error instanceof CribError) return error
    throw error
  }
  throw new Error('no fault was found')
}

it('takes a report that went through a file as it was', () => {
  expect(checkReport(JSON.parse(JSON.stringify(SAMPLE_REPORT)))).toEqual(SAMPLE_REPORT)
})

const LINES = 'sections.0.plots.1'
const BARS = 'sections.0.plots.0'
const FAULTS: readonly [string, unknown, string][] = [
  ['format', 'toolcrib-report/2', 'format'],
  ['title', undefined, 'title'],
  ['title', 7, 'title'],
  ['made.date', null, 'made.date'],
  ['verdict.tone', 'great', 'verdict.tone'],
  ['extra', 1, ''],
  ['sections.1.id', 'ranking', 'sections'],
  ['sections.0.id', 'a"b', 'sections.0.id'],
  ['sections.0.id', '_made', 'sections.0.id'],
  ['sections.0.figures.0.unit', 'euros', 'sections.0.figures.0.unit'],
  ['sections.0.tables.0.rows.2.1', Number.POSITIVE_INFINITY, 'sections.0.tables.0.rows.2.1'],
  ['sections.0.tables.0.rows.2', ['short'], 'sections.0.tables.0'],
  ['sections.0.tables.0.rows.2.3', { value: 1, low: 2, high: 1 }, 'sections.0.tables.0.rows.2.3'],
  [`${BARS}.bars`, [], `${BARS}.bars`],
  [`${BARS}.bars.0.low`, 2, `${BARS}.bars.0`],
  [`${BARS}.value`, { label: 'x', unit: 'count', scale: 'log' }, BARS],
  [`${BARS}.value.domain`, [1, 0], `${BARS}.value`],
  [`${LINES}.series.1.name`, 'toolcrib', LINES],
  [`${LINES}.series.0.points`, [], `${LINES}.series.0.points`],
  [`${LINES}.series.0.points.0.x`, 0, LINES],
  [`${LINES}.series.0.points.0.high`, -1, `${LINES}.series.0.points.0`],
  [`${LINES}.x.domain`, [0, 10], `${LINES}.x`],
  [`${LINES}.kind`, 'pie', `${LINES}.kind`],
]

test.each(FAULTS)('refuses %s = %j and names the place', (path, value, place) => {
  const fault = faultOf(changed(path, value))
  expect(fault.code).toBe('report-invalid')
  expect(fault.details).toEqual({ path: place })
  expect(fault.message).toContain('docs/report.md')
})

describe('a log scale of y', () => {
  const axis = { label: 'y', unit: 'share', scale: 'log' }
  it('takes points above 0', () => {
    expect(() => checkReport(changed(`${LINES}.y`, axis))).not.toThrow()
  })
  it('refuses a bound at 0', () => {
    const report = changed(`${LINES}.y`, axis) as typeof SAMPLE_REPORT
    const plot = report.sections[0]!.plots![1]!
    if (plot.kind === 'lines') plot.series[0]!.points[0]!.low = 0
    expect(faultOf(report).details).toEqual({ path: LINES })
  })
})

test.each([null, 'report', [], 1, {}])('refuses %j', (value) => {
  expect(faultOf(value).code).toBe('report-invalid')
})
