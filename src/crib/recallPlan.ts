import { CribError } from '../errors.js'
import type { Calibration, RecallCurve } from '../rank/Calibration.js'
import { type RecallThreshold, recallThreshold } from '../rank/recallThreshold.js'
import type { TargetRecall } from './Crib.js'
import { defaultThreshold } from './defaultThreshold.js'
import type { RecallPlan } from './Selection.js'

/** The last threshold of a curve: with thousands of labelled tasks, finding it takes longer than a selection. */
const LAST = new WeakMap<RecallCurve, { target: TargetRecall; threshold: RecallThreshold }>()

/** How far down tools have to be handed out for a recall, and what that rests on; undefined where no recall is asked for. */
export function recallPlan(
  target: TargetRecall | undefined,
  used: { calibration: Calibration; stale: boolean } | undefined,
): RecallPlan | undefined {
  if (target === undefined) return undefined
  if (used !== undefined) {
    const { calibration, stale } = used
    const threshold = thresholdOf(calibration.recall, target)
    return { ...target, ...threshold, basis: stale ? 'stale' : 'calibrated', tasks: calibration.tasks }
  }
  if (target.guarantee === 'lower95') {
    throw new CribError(
      'calibration-missing',
      'targetRecall with the guarantee "lower95" needs labelled tasks of this catalog: call calibrate(), give createCrib a stored calibration, or ask for "mean", which is an estimate without one.',
      { details: { option: 'targetRecall.guarantee' } },
    )
  }
  return { ...target, ...defaultThreshold(target.value), basis: 'default', tasks: 0 }
}

function thresholdOf(curve: RecallCurve, target: TargetRecall): RecallThreshold {
  const { value, guarantee } = target
  const last = LAST.get(curve)
  if (last?.target.value === value && last.target.guarantee === guarantee) return last.threshold
  const threshold = recallThreshold(curve, value, guarantee)
  LAST.set(curve, { target: { value, guarantee }, threshold })
  return threshold
}
