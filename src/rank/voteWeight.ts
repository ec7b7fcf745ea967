/** How votes shift scores. Chosen on train/ by `npm run model:feedback`. */
export interface VoteOptions {
  /** Nearness of two tasks, 0 to 1, below which a vote on one says nothing about the other. */
  bar: number
  /** How much faster than nearness above the bar the weight of a vote falls; 1 or more. */
  power: number
  /** Weight of doubt beside the votes, above 0: so many votes on the very same task count half. */
  doubt: number
  /**
   * Votes that a tool's share of all votes is taken among beside the real ones, above 0. That share is what it is voted for
   * whatever the task, and does not raise it.
   */
  others: number
  /** Most that the score of a tool is shifted by, up or down; above 0. */
  most: number
  /** Gain in 1 / rank that votes are credited with before they have foretold anything, above 0. */
  credit: number
}

/** The default. */
export const VOTE_OPTIONS: VoteOptions = Object.freeze({
  bar: 0.3,
  power: 2,
  doubt: 1,
  others: 20,
  most: 18,
  credit: 2,
})

/**
 * Weight of a vote, 0 to 1, by the cosine of its task to the present one. Nearness is measured from `mean`, the present
 * task's mean similarity to the cohort, because embedders differ in how alike they make what has nothing in common.
 */
export function voteWeight(cosine: number, mean: number, { bar, power }: VoteOptions): number {
  // An embedder to which everything is the same says of no vote that it is near.
  if (mean >= 1) return 0
  const near = (cosine - mean) / (1 - mean)
  return near <= bar ? 0 : Math.min(1, (near - bar) / (1 - bar)) ** power
}
