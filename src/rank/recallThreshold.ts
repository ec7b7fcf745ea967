import type { RecallCurve } from './Calibration.js'
import { hoeffdingBentkus } from './hoeffdingBentkus.js'

/** What is promised: `mean`, that recall is the target on average; `lower95`, that it is, with a confidence of 95 %. */
export type RecallGuarantee = 'mean' | 'lower95'

/** How far down tools have to be handed out for a recall. */
export interface RecallThreshold {
  /** Tools are handed out, by rank, as long as none's share of the need (`sharesOfNeed`) is below it. 0: all that are ranked. */
  share: number
  /** False where not even all ranked tools reach the target by the labelled tasks. */
  reachable: boolean
}

/** Chance that `lower95` may be wrong. */
const RISK = 0.05

/**
 * The highest share of the need at which the labelled tasks of `curve` (one or more) reach a recall of `target`, 0 to 1, on
 * average, one more task that misses everything included, so that new tasks reach it too on average (conformal risk
 * control, A. Angelopoulos et al., 2022); with `lower95`, the last of a sequence of ever higher ones at each of which a lower recall is rejected at
 * 5 % (fixed-sequence testing of A. Angelopoulos et al., Learn then test, 2021, with the bound of Hoeffding and Bentkus).
 * A pure function.
 */
export function recallThreshold(
  curve: RecallCurve,
  target: number,
  guarantee: RecallGuarantee,
): RecallThreshold {
  const holds = TESTS[guarantee]
  const levels = [...new Set(curve.flat().filter((level) => level > 0))].sort((a, b) => a - b)
  // At 0 all ranked tools are handed out, and only what is not ranked is missed.
  const reaches = (level: number) =>
    holds(recallAt(curve, level === 0 ? Number.MIN_VALUE : level), curve.length, target)
  if (!reaches(0)) return { share: 0, reachable: false }
  return { share: lastWhere([0, ...levels], reaches), reachable: true }
}

/** The last value that passes, where all before one that passes do and the first does: recall falls as levels rise. */
function lastWhere(values: readonly number[], passes: (value: number) => boolean): number {
  let low = 0
  let high = values.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (passes(values[middle]!)) low = middle
    else high = middle
  }
  return values[low]!
}

const TESTS: Record<RecallGuarantee, (recall: number, tasks: number, target: number) => boolean> = {
  // Up to rounding: sums of thirds and the like come out a hair below the number that they are.
  mean: (recall, tasks, target) => (tasks * recall) / (tasks + 1) >= target - 1e-12,
  lower95: (recall, tasks, target) => hoeffdingBentkus(1 - recall, tasks, 1 - target) <= RISK,
}

/** Mean recall of the tasks when tools are handed out down to a share of the need. */
export function recallAt(curve: RecallCurve, share: number): number {
  const each = curve.map((levels) => levels.filter((level) => level >= share).length / levels.length)
  return each.reduce((sum, one) => sum + one, 0) / curve.length
}
