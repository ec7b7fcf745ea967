import { createHash } from 'node:crypto'
import type { ReportSection } from 'toolcrib/report'
import { type BenchFigure, type SuiteFigures } from './BenchFigure.js'
import { type PackedValues, packValues, unpackValues } from './packValues.js'

/** What a run of a suite gave, as it is committed: a later run is compared with it. */
export interface Baseline {
  format: 'toolcrib-baseline/1'
  suite: string
  made: BaselineOrigin
  /** Of the tasks that values are of. */
  tasks: { count: number; sha256: string }
  figures: BaselineFigure[]
  /** What the results page shows. */
  sections: ReportSection[]
}

/** Where a baseline comes from. */
export interface BaselineOrigin {
  command: string
  /** Of toolcrib, and of Node. */
  version: string
  node: string
  machine: string
  /** Seed of everything that is drawn. */
  seed: number
  /** SHA-256 of files that the figures depend on, by name. */
  data: Readonly<Record<string, string>>
}

/** A figure whose values are packed. */
export type BaselineFigure = Omit<BenchFigure, 'values'> & { values?: PackedValues }

/** The run as a baseline. */
export function baselineOf(
  suite: string,
  { ids, figures }: SuiteFigures,
  { made, sections }: { made: BaselineOrigin; sections: ReportSection[] },
): Baseline {
  return {
    format: 'toolcrib-baseline/1',
    suite,
    made,
    tasks: { count: ids.length, sha256: idsHash(ids) },
    figures: figures.map(({ values, ...figure }) => ({
      ...figure,
      value: rounded(figure.value),
      ...(values === undefined ? {} : { values: packValues(values) }),
    })),
    sections,
  }
}

/** The figures of a baseline. Values are there only where the tasks are those of `ids`: others cannot be paired. */
export function figuresOf(baseline: Baseline, ids: readonly string[]): BenchFigure[] {
  const same = baseline.tasks.sha256 === idsHash(ids)
  return baseline.figures.map(({ values, ...figure }) => ({
    ...figure,
    ...(values === undefined || !same ? {} : { values: unpackValues(values) }),
  }))
}

function idsHash(ids: readonly string[]): string {
  return createHash('sha256').update(ids.join('\n')).digest('hex')
}

/** Six significant digits: what differs further behind differs by order of summing. */
function rounded(value: number): number {
  return Number(value.toPrecision(6))
}
