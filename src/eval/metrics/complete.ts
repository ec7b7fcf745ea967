import type { Judgement } from '../judge.js'

/**
 * Complete@k: whether the first k tools satisfy every group, so that the task can be done with them.
 *
 *   complete@k = 1 if recall@k = 1, else 0
 *
 * 0 when no relevant tool was ranked. Proposed as COMP@k by Qu et al. 2024, COLT, https://arxiv.org/abs/2405.16089.
 *
 * @param k - cut-off, an integer from 1
 * @returns 0 or 1
 */
export function complete({ groups, hits }: Judgement, k: number): number {
  return hits.length === groups && hits.every((rank) => rank <= k) ? 1 : 0
}
