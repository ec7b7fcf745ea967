/** Ids that an unknown one may be meant for, at most. */
const HINTS = 3

/** The ids of least edit distance to `id`, up to three, nearest first, ties in the order given. */
export function nearestIds(id: string, known: readonly string[]): string[] {
  return known
    .map((one) => ({ one, distance: editDistance(id.slice(0, 100), one) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, HINTS)
    .map(({ one }) => one)
}

/** Insertions, deletions and replacements that lead from one text to the other (Levenshtein 1966). */
function editDistance(left: string, right: string): number {
  let before = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (let row = 1; row <= left.length; row++) {
    const now = [row]
    for (let column = 1; column <= right.length; column++) {
      const replaced = before[column - 1]! + (left[row - 1] === right[column - 1] ? 0 : 1)
      now.push(Math.min(replaced, before[column]! + 1, now[column - 1]! + 1))
    }
    before = now
  }
  return before[right.length]!
}
