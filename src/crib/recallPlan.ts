import type { RecallPlan } from '../budget/Selection.js'
import { CribError } from '../errors.js'
import type { Calibration } from '../rank/Calibration.js'
import { recallThreshold } from '../rank/recallThreshold.js'
import type { TargetRecall } from './Crib.js'
import { defaultThreshold } from './defaultThreshold.js'

/** How far down tools have to be handed out for a recall, and what that rests on; undefined where no recall is asked for. */
export function recallPlan(
  target: TargetRecall | undefined,
  used: { calibration: Calibration; stale: boolean } | undefined,
): RecallPlan | undefined {
  if (target === undefined) return undefined
  if (used !== undefined) {
    const { calibration, stale } = used
    const threshold = recallThreshold(calibration.recall, target.value, target.guarantee)
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
