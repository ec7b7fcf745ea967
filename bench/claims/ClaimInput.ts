import type { Contender } from '../contenders/Contender.js'
import type { BenchSet } from '../data/BenchSet.js'

/** What a claim is tried on. */
export interface ClaimInput {
  /** Labelled tasks. */
  set: BenchSet
  /** Rankers, loaded; each claim indexes them anew. */
  contenders: readonly Contender[]
  /** Tokens of each tool of the set by id. */
  tokens: ReadonlyMap<string, number>
  /** Told how far the claim is, 0 to 1. */
  onProgress: (done: number) => void
}

/** Tokens of a list of tools: two brackets and a comma a tool, each one token, as in `packWithin`. */
export function listTokens(tokens: ReadonlyMap<string, number>, ids: Iterable<string>): number {
  let sum = 2
  for (const id of ids) sum += 1 + (tokens.get(id) ?? 0)
  return sum
}
