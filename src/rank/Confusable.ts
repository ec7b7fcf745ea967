/** Two tools that the ranker can hardly tell apart on their own texts. */
export interface ConfusablePair {
  /** Ids, in the order of the catalog. */
  tools: readonly [string, string]
  /**
   * How far one falls behind the other on that one's own name and own description, taken as tasks (the mean over both
   * texts and both directions, in units of a ranking's score), and how far they are apart in meaning, beside what the whole
   * catalog has in common (0 to 50). 0: not told apart at all; below 0: the other one wins.
   */
  gap: number
  /** Cosine of one tool's description, as a task, and the other tool: mean of both directions, -1 to 1. */
  similarity: number
  /** Words that both have in their name, description or parameter names, heaviest first, at most 6. */
  shared: readonly string[]
  /** Words of the first that the second lacks, and the reverse, heaviest first, at most 6 each. */
  separating: readonly [readonly string[], readonly string[]]
}

/** What the ranker cannot tell apart in a catalog. */
export interface Confusable {
  /**
   * Smallest gap first, ties in the order of the catalog. Where more pairs are close than `maxShare` allows, those that no
   * other tools are near to come in before those among many look-alikes; twins (gap below 1) always come in first.
   */
  pairs: readonly ConfusablePair[]
  /**
   * Ids of three to 12 tools of which every two are a listed pair, closest first. A tool is in one group at most.
   */
  groups: readonly (readonly string[])[]
  /** How many pairs the catalog has: n (n - 1) / 2. */
  possible: number
  /** How many are confusable; more than `pairs` holds where `limit` cut the list. */
  found: number
}

/** Options of `confusable`. */
export interface ConfusableOptions {
  /** Most of all pairs that may be called confusable, above 0 to 1; one pair may always be. Default 0.05. */
  maxShare?: number | undefined
  /** Most pairs to return, 1 to 100,000. Default 1,000. */
  limit?: number | undefined
  /** Aborting rejects with `aborted`. */
  signal?: AbortSignal | undefined
}
