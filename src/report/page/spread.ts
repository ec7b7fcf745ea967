/**
 * Rising places, moved so that neighbours are at least `room` apart: those that would be nearer share the room around
 * their mean, which moves them least.
 */
export function spread(places: readonly number[], room: number): number[] {
  const groups: { sum: number; size: number }[] = []
  const topOf = ({ sum, size }: { sum: number; size: number }) => sum / size - ((size - 1) * room) / 2
  for (const place of places) {
    groups.push({ sum: place, size: 1 })
    for (let last = groups.length - 1; last > 0; last -= 1) {
      const [above, below] = [groups[last - 1]!, groups[last]!]
      if (topOf(above) + above.size * room <= topOf(below)) break
      groups.splice(last - 1, 2, { sum: above.sum + below.sum, size: above.size + below.size })
    }
  }
  return groups.flatMap((group) => Array.from({ length: group.size }, (_, at) => topOf(group) + at * room))
}
