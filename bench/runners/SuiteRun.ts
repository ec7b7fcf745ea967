import type { ReportSection } from 'toolcrib/report'
import type { BenchFigure } from '../baseline/BenchFigure.js'
import type { BenchArguments } from '../parseArguments.js'
import type { Progress } from '../report/createProgress.js'
import type { BenchStore } from '../store/BenchStore.js'

/** What every suite gets. */
export interface SuiteContext {
  arguments: BenchArguments
  /** Folder with local models, or undefined where there is none. */
  models: string | undefined
  progress: (label: string) => Progress
  /** Where runs of contenders are kept, so that suites share them and a stopped run goes on. */
  store: BenchStore
}

/** What every suite gives. */
export interface SuiteRun {
  /** For people, without a line break at the end. */
  text: string
  /** The same as data, for `--json`. */
  data: Record<string, unknown>
  /** The same for a report: tables and plots. */
  sections?: ReportSection[]
  /** What a later run is compared with. Default: the numbers in the tables of `sections`, which are not tested. */
  figures?: BenchFigure[]
  /** False when a floor did not hold. */
  passed: boolean
}
