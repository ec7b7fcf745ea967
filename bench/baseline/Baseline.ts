import type { ReportSection } from 'toolcrib/report'
import type { BenchFigure } from './BenchFigure.js'
import { type PackedValues, packValues, unpackValues } from './packValues.js'

/** What a run of a suite gave, as it is committed: a later run is compared with it. */
export interface Baseline {
  format: 'toolcrib-baseline/1'
  suite: string
  made: BaselineOrigin
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
export type BaselineFigure = Omit<BenchFigure, 'perTask'> & { perTask?: PackedValues & { tasks: string } }

/** The run as a baseline. */
export function baselineOf(
  suite: string,
  figures: readonly BenchFigure[],
  { made, sections }: { made: BaselineOrigin; sections: ReportSection[] },
): Baseline {
  const packed = figures.map(({ perTask, value, ...figure }): BaselineFigure => {
    const all = { ...figure, value: rounded(value) }
    return perTask === undefined
      ? all
      : { ...all, perTask: { tasks: perTask.tasks, ...packValues(perTask.values) } }
  })
  return { format: 'toolcrib-baseline/1', suite, made, figures: packed, sections }
}

/** The figures of a baseline. */
export function figuresOf({ figures }: Baseline): BenchFigure[] {
  return figures.map(({ perTask, ...figure }) =>
    perTask === undefined
      ? figure
      : { ...figure, perTask: { tasks: perTask.tasks, values: unpackValues(perTask) } },
  )
}

/** Six significant digits: what differs further behind differs by order of summing. */
function rounded(value: number): number {
  return Number(value.toPrecision(6))
}
