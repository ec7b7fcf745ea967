import type { Judgement } from '../judge.js'

/**
 * Reciprocal rank: 1 / rank of the first tool that satisfies any group. Its mean over queries is the MRR.
 * 0 when no relevant tool was ranked. No cut-off of its own: the length of the ranking is the cut-off.
 * Voorhees 1999, The TREC-8 Question Answering Track Report, https://trec.nist.gov/pubs/trec8/papers/qa_report.pdf.
 *
 * @returns 0 to 1
 */
export function reciprocalRank({ hits }: Judgement): number {
  const first = hits[0]
  return first === undefined ? 0 : 1 / first
}
