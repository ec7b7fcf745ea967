import type { RecallCurve } from './Calibration.js'
import { hoeffdingBentkus } from './hoeffdingBentkus.js'

/** What is promised: `mean`, that recall is the target on average; `lower95`, that it is, with a confidence of 95 %. */
export type RecallGuarantee = 'mean' | 'lower95'

/** How low confidence has to go for a recall. */
export interface RecallThreshold {
  /** Tools are handed out, by rank, as long as none is below it. 0: all that are ranked. */
  confidence: number
  /** False where not even all ranked tools reach the target by the labelled tasks. */
  reachable: boolean
}

/** Chance that `lower95` may be wrong. */
const RISK = 0.05

/**
 * The highest confidence at which the labelled tasks of `curve` (one or more) reach a recall of `target`, 0 to 1, on
 * average; with `lower95`, the last of a sequence of ever higher ones at each of which a lower recall is rejected at
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
  let confidence = 0
  let reachable = false
  for (const level of [0, ...levels]) {
    // At 0 all ranked tools are handed out, and only what is not ranked is missed.
    if (!holds(recallAt(curve, level === 0 ? Number.MIN_VALUE : level), curve.length, target)) break
    confidence = level
    reachable = true
  }
  return { confidence, reachable }
}

const TESTS: Record<RecallGuarantee, (recall: number, tasks: number, target: number) => boolean> = {
  mean: (recall, _, target) => recall >= target,
  lower95: (recall, tasks, target) => hoeffdingBentkus(1 - recall, tasks, 1 - target) <= RISK,
}

/** Mean recall of the tasks when tools are handed out down to a confidence. */
export function recallAt(curve: RecallCurve, confidence: number): number {
  const each = curve.map((levels) => levels.filter((level) => level >= confidence).length / levels.length)
  return each.reduce((sum, one) => sum + one, 0) / curve.length
}
