import type { PairGap } from './PairGap.js'

/** How much the nearness of others to both tools of a pair counts against that pair. */
export interface Crowding {
  /** What counts as equally near, above 0, in units of a gap: of rivals that are as near, so many more crowd a tool. */
  temperature: number
  /** Share of the crowding that is taken off a gap, 0 to 1. At 0 the gap alone counts. */
  share: number
}

/** Chosen on train/ by `npm run model:confusable`: 5 % of pairs explain 60.7 % of the wrong first tools, else 59.1 %. */
export const DEFAULT_CROWDING: Crowding = Object.freeze({ temperature: 25, share: 1 })

/**
 * What is taken off the gap of each pair: a share of how near both are to all tools, which is the soft minimum of a tool's
 * gaps, mean of the two. Among many look-alikes each is mistaken for any one of them less often than a tool of its own
 * kind for the only one that is somewhat near (local scaling: L. Zelnik-Manor, P. Perona, Self-tuning spectral clustering,
 * 2004). `pairs` may lack distant ones, `size`: number of tools. A pure function.
 */
export function pairCrowding(
  pairs: readonly PairGap[],
  size: number,
  { temperature, share }: Crowding,
): (pair: PairGap) => number {
  const nearest = new Float64Array(size).fill(Number.POSITIVE_INFINITY)
  const each = (take: (position: number, gap: number) => void) => {
    for (const { first, second, gap } of pairs) {
      take(first, gap)
      take(second, gap)
    }
  }
  each((position, gap) => {
    nearest[position] = Math.min(nearest[position]!, gap)
  })
  const sums = new Float64Array(size)
  // Beside the nearest, so that no power runs over.
  each((position, gap) => {
    sums[position] = sums[position]! + Math.exp((nearest[position]! - gap) / temperature)
  })
  const soft = nearest.map((gap, position) => gap - temperature * Math.log(sums[position]!))
  return ({ first, second }) => (share * (soft[first]! + soft[second]!)) / 2
}
