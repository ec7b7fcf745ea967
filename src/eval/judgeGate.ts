import { CribError } from '../errors.js'
import type { HandoutScores } from './evaluateHandouts.js'

/** What a gate asks for. */
export interface GateOptions {
  /** Least recall of what is handed out, 0 to 1. */
  minRecall: number
  /** Which figure has to reach it: the mean, or the lower end of its 95 % interval. */
  on: 'mean' | 'lower'
}

/** Whether a gate is passed. Fractions of 1. */
export interface GateVerdict {
  passed: boolean
  on: GateOptions['on']
  required: number
  /** The figure that was compared. */
  value: number
  /** How much is missing; 0 when passed. */
  short: number
}

/** Means of equal values differ in the last bits by order of summing. */
const TOLERANCE = 1e-12

/**
 * Holds the recall of what was handed out against a gate.
 *
 * @throws CribError `eval-invalid` where nothing was scored: a gate that measures nothing must not pass.
 */
export function judgeGate(
  scores: Pick<HandoutScores, 'queries' | 'kept' | 'intervals'>,
  { minRecall, on }: GateOptions,
): GateVerdict {
  if (scores.queries === 0) {
    const message = 'No query has gold, so there is no recall to hold against the gate. Label some tasks.'
    throw new CribError('eval-invalid', message, { details: { queries: 0 } })
  }
  const value = on === 'mean' ? scores.kept : scores.intervals.kept[0]
  const passed = value >= minRecall - TOLERANCE
  return { passed, on, required: minRecall, value, short: passed ? 0 : minRecall - value }
}
