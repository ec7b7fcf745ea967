import type { Handed } from '../contenders/Contender.js'

/** What a contender did with one task. */
export interface TaskRecord {
  /** Id of the task. */
  id: string
  /** Its ten best tools. */
  ranked: string[]
  /** What it handed out within the suite's limits. */
  handed: Required<Handed>
  /** By budget, in the order of the suite's: recall of what it packs there, 0 to 1, and tokens used. Empty without gold. */
  curve: { recall: number; tokens: number }[]
}

/** Everything that the suites of quality need of a contender: plain data, measured once and kept. */
export interface ContenderRun {
  name: string
  /** Milliseconds: taking in all tools; one ranking. */
  ms: { index: number; p50: number; p95: number }
  /** In the order of the set. */
  tasks: TaskRecord[]
}

/** A run, or why there is none. */
export type Recorded = ContenderRun | { name: string; skipped: string }

/** Those that ran. */
export function ran(recorded: readonly Recorded[]): ContenderRun[] {
  return recorded.flatMap((one) => ('skipped' in one ? [] : [one]))
}

/** A line for each that did not. */
export function skippedLines(recorded: readonly { name: string; skipped?: string }[]): string[] {
  return recorded.flatMap(({ name, skipped }) =>
    skipped === undefined ? [] : [`${name} was skipped: ${skipped}`],
  )
}
