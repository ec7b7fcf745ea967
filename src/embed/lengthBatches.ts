/**
 * Positions of `texts` in batches of at most `batchSize` (1 or more), texts of like length together: a model pads
 * every text of a batch to its longest, so mixed lengths waste most of the work. Shortest first, ties by position.
 */
export function lengthBatches(texts: readonly string[], batchSize: number): number[][] {
  const order = [...texts.keys()].sort(
    (left, right) => texts[left]!.length - texts[right]!.length || left - right,
  )
  const batches: number[][] = []
  for (let start = 0; start < order.length; start += batchSize)
    batches.push(order.slice(start, start + batchSize))
  return batches
}
