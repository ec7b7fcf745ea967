/**
 * How much the words of a long text count. What a tool does stands at the front of its texts; whatever comes late, or
 * late in an endless sentence, is usage notes in honest tools and stuffing in others.
 */
export interface FrontWeights {
  /** Terms of one field that count fully, 1 or more. */
  text: number
  /** Terms of one sentence that count fully, 1 or more. */
  sentence: number
}

/**
 * Weight of the term at a place (from 0) of which the first `full` count fully: (full / (place + 1)) squared behind
 * them. The sum over an endless text stays below 2 x `full`.
 */
export function frontWeight(place: number, full: number): number {
  if (place < full) return 1
  const ratio = full / (place + 1)
  return ratio * ratio
}
