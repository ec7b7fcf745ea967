import type { Judgement } from '../judge.js'

const discount = (rank: number) => 1 / Math.log2(rank + 1)

/**
 * nDCG@k with binary gain and log2 discount: how early the groups are satisfied, against the best order.
 *
 *   DCG@k   = sum over groups g with rank(g) <= k of 1 / log2(rank(g) + 1)
 *   IDCG@k  = sum for i = 1 ... min(k, |G|)       of 1 / log2(i + 1)
 *   nDCG@k  = min(1, DCG@k / IDCG@k)
 *
 * G: the groups of gold; rank(g): rank of the first tool of group g. 0 when no relevant tool was ranked. The minimum
 * matters only where one tool satisfies several groups, which the ideal order does not foresee.
 * Jaervelin and Kekaelaeinen 2002, https://doi.org/10.1145/582415.582418, with the discount of Burges et al. 2005.
 *
 * @param k - cut-off, an integer from 1
 * @returns 0 to 1
 */
export function ndcg({ groups, hits }: Judgement, k: number): number {
  let gained = 0
  for (const rank of hits) if (rank <= k) gained += discount(rank)
  let ideal = 0
  for (let rank = 1; rank <= Math.min(k, groups); rank++) ideal += discount(rank)
  return Math.min(1, gained / ideal)
}
