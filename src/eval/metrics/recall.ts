import type { Judgement } from '../judge.js'

/**
 * Recall@k: the share of the groups that the first k tools satisfy.
 *
 *   recall@k = |{g : rank(g) <= k}| / |G|
 *
 * G: the groups of gold; rank(g): rank of the first tool of group g. 0 when no relevant tool was ranked.
 * Set recall of Manning, Raghavan, Schuetze, Introduction to Information Retrieval (2008), section 8.4, over groups.
 *
 * @param k - cut-off, an integer from 1
 * @returns 0 to 1
 */
export function recall({ groups, hits }: Judgement, k: number): number {
  return hits.filter((rank) => rank <= k).length / groups
}
