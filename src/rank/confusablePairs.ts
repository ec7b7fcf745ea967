import type { NearTools } from './ownGaps.js'

/** Two tools by position, the lower one first, and the mean of both their gaps. */
export interface PairGap {
  first: number
  second: number
  gap: number
}

/**
 * From this gap on the ranker tells two tools apart, whatever else the catalog holds. On toollinkos and ultratool_gnn
 * of train/ nine of ten pairs of a wrong first tool and the right one are below it, and one in ten of all pairs.
 */
export const MAX_GAP = 37

/**
 * The pairs below `MAX_GAP`, smallest gap first, ties by position, at most `budget`. `near` has one entry a tool, by
 * position; where one of a pair is not near the other, that gap counts with its bound. A pure function.
 */
export function confusablePairs(near: readonly NearTools[], budget: number): PairGap[] {
  const once = new Map<number, number>()
  const pairs: PairGap[] = []
  const size = near.length
  for (const [position, { positions, gaps }] of near.entries()) {
    for (const [at, other] of positions.entries()) {
      const key = Math.min(position, other) * size + Math.max(position, other)
      const before = once.get(key)
      if (before === undefined) once.set(key, gaps[at]!)
      else {
        once.delete(key)
        pairs.push(pairGap(key, (before + gaps[at]!) / 2, size))
      }
    }
  }
  for (const [key, gap] of once) pairs.push(pairGap(key, (gap + missingBound(near, key)) / 2, size))
  return pairs
    .filter(({ gap }) => gap < MAX_GAP)
    .sort((a, b) => a.gap - b.gap || a.first - b.first || a.second - b.second)
    .slice(0, budget)
}

function pairGap(key: number, gap: number, size: number): PairGap {
  return { first: Math.floor(key / size), second: key % size, gap }
}

/** The bound of that tool of a pair which the other one is not near to. */
function missingBound(near: readonly NearTools[], key: number): number {
  const first = Math.floor(key / near.length)
  const second = key % near.length
  return near[first]!.positions.includes(second) ? near[second]!.bound : near[first]!.bound
}
