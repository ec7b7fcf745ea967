import { type Crowding, DEFAULT_CROWDING, pairCrowding } from './crowding.js'
import type { NearTools } from './ownGaps.js'
import type { PairGap } from './PairGap.js'

/**
 * From this gap on the ranker tells two tools apart, whatever else the catalog holds. On toollinkos and ultratool_gnn
 * of train/ nine of ten pairs of a wrong first tool and the right one are below it, and one in ten of all pairs.
 */
export const MAX_GAP = 37

/** Below this gap two tools are twins to the ranker, in units of a gap: listed first, however many of them there are. */
const TWINS = 1

/** Which pairs are taken. */
export interface PairLimits {
  /** Most pairs, 0 or more. */
  budget: number
  /** Default `DEFAULT_CROWDING`. */
  crowding?: Crowding
  /** Pairs from this gap on are left out, in units of a gap. Default `MAX_GAP`. */
  maxGap?: number
}

/**
 * The pairs below `maxGap`, at most `budget`: twins, and those of the smallest gap beside how near to others both tools
 * are (`Crowding`). Returned smallest gap first, ties by position. `near` has one entry a tool, by position; where one of a
 * pair is not near the other, that gap counts with its bound. A pure function.
 */
export function confusablePairs(
  near: readonly NearTools[],
  { budget, crowding = DEFAULT_CROWDING, maxGap = MAX_GAP }: PairLimits,
): PairGap[] {
  const pairs = meanGaps(near)
  const crowdingOf = pairCrowding(pairs, near.length, crowding)
  return pairs
    .filter(({ gap }) => gap < maxGap)
    .map((pair) => ({
      pair,
      rest: pair.gap < TWINS ? Number.NEGATIVE_INFINITY : pair.gap - crowdingOf(pair),
    }))
    .sort((a, b) => (a.rest === b.rest ? byGap(a.pair, b.pair) : a.rest - b.rest))
    .slice(0, budget)
    .map(({ pair }) => pair)
    .sort(byGap)
}

function byGap(a: PairGap, b: PairGap): number {
  return a.gap - b.gap || a.first - b.first || a.second - b.second
}

/** Every pair of which at least one tool is near the other. */
function meanGaps(near: readonly NearTools[]): PairGap[] {
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
