import type { ReportSection } from 'toolcrib/report'
import type { BenchArguments } from '../parseArguments.js'
import type { Progress } from '../report/createProgress.js'

/** What every suite gets. */
export interface SuiteContext {
  arguments: BenchArguments
  /** Folder with local models, or undefined where there is none. */
  models: string | undefined
  progress: (label: string) => Progress
}

/** What every suite gives. */
export interface SuiteRun {
  /** For people, without a line break at the end. */
  text: string
  /** The same as data, for `--json`. */
  data: Record<string, unknown>
  /** The same for a report: tables and plots. */
  sections?: ReportSection[]
  /** False when a floor did not hold. */
  passed: boolean
}
