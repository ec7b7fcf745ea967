import type { RecallThreshold } from '../rank/recallThreshold.js'
import { DEFAULT_RECALL } from './confidenceModels.js'

/** The share of the need at which a recall was reached on public sets, between the points of `DEFAULT_RECALL` interpolated. */
export function defaultThreshold(target: number): RecallThreshold {
  const at = DEFAULT_RECALL.findIndex(([recall]) => recall >= target)
  const [high, low] = [DEFAULT_RECALL[Math.max(0, at - 1)]!, DEFAULT_RECALL[Math.max(0, at)]!]
  if (at < 0) return { share: 0, reachable: false }
  if (at === 0) return { share: low[1], reachable: true }
  const part = (target - high[0]) / (low[0] - high[0])
  return { share: high[1] + part * (low[1] - high[1]), reachable: true }
}
