import type { SessionBreak } from './SessionStep.js'

/** Prices of input in US dollars per million tokens. */
export interface CachePrices {
  /** Of input that is read from the cache. */
  read: number
  /** Of input that is written to the cache; where writing costs nothing extra, that of input. */
  write: number
}

/**
 * What a break costs in US dollars, beside what the list would have cost from the cache:
 *
 *   (rewritten + following) * (write - read) / 1,000,000
 *
 * rewritten: tokens of the list behind the break; following: tokens that stand behind the list in the cached prefix (system
 * prompt, messages) and have to be written anew with it. Providers cache prefixes: tools, then system, then messages.
 *
 * @param following - 0 or more; default 0
 */
export function priceOfBreak(
  { rewrittenTokens }: SessionBreak,
  { read, write }: CachePrices,
  following = 0,
): number {
  return ((rewrittenTokens + following) * (write - read)) / 1_000_000
}
