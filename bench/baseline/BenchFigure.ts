/** One figure of a suite, as baselines keep it. */
export interface BenchFigure {
  /** Whose it is: a contender, a policy, a row. */
  of: string
  metric: string
  value: number
  /** One a task, in the order of the suite's `ids`: what a paired test needs. Absent: only the mean is kept. */
  values?: readonly number[]
  /** Absent: neither is better, as of a size. */
  better?: 'higher' | 'lower'
}

/** Figures of a suite. */
export interface SuiteFigures {
  /** The tasks that `values` are of. */
  ids: readonly string[]
  figures: readonly BenchFigure[]
}
