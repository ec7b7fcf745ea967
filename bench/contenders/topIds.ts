/** Ids of the highest scores, best first, ties by position. */
export function topIds(ids: readonly string[], scores: Float32Array, limit: number): string[] {
  const order = Array.from(ids.keys())
  order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
  return order.slice(0, limit).map((position) => ids[position] ?? '')
}
