import type { LeftReason } from '../budget/LeftReason.js'
import type { RecallPlan, RecallReport } from './Selection.js'

/** What a selection says about the recall that it aimed at. `cut`: why the first planned tool was left, if one was. */
export function recallReport(plan: RecallPlan, cut: LeftReason | undefined): RecallReport {
  const cutBy = cut === 'low-confidence' || cut === 'near-copy' ? null : (cut ?? null)
  return { ...plan, cutBy, promise: promiseOf(plan, cutBy) }
}

function promiseOf(plan: RecallPlan, cutBy: RecallReport['cutBy']): string {
  const aim = `${(100 * plan.value).toFixed(0)} % of the tools that tasks need`
  if (cutBy !== null) return `No promise: ${cutBy} cut the selection short of ${aim}.`
  if (!plan.reachable) return `No promise: by the labelled tasks, not even all ranked tools hold ${aim}.`
  const basis = {
    calibrated: `by ${plan.tasks} labelled tasks of this catalog`,
    stale: `by ${plan.tasks} labelled tasks of an earlier state of this catalog`,
    default: 'estimated from public sets, not from tasks of this catalog',
  }[plan.basis]
  const sure = plan.guarantee === 'lower95' ? ', with a confidence of 95 %' : ''
  return `On average ${aim} are in the selection${sure}, ${basis}.`
}
