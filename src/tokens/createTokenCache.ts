import type { TokenCounter } from './TokenCounter.js'

/** Counts by content hash. As large as the number of distinct hashes since the last {@link TokenCache.retain}. */
export interface TokenCache {
  /** The counter behind it. */
  readonly counter: TokenCounter
  /** How many counts are held. */
  readonly size: number
  /** Tokens of `text`, whose content hash the caller gives; counted once per hash. */
  count(hash: string, text: string): number
  /** Forgets every count but those of `hashes`: call it when the catalog changed. */
  retain(hashes: Iterable<string>): void
}

/**
 * Remembers the counts of `counter` by content hash. The caller vouches that equal hashes mean equal texts. One cache
 * serves one counter, so the encoding is no part of the key.
 */
export function createTokenCache(counter: TokenCounter): TokenCache {
  let counts = new Map<string, number>()
  return {
    counter,
    get size() {
      return counts.size
    },
    count(hash, text) {
      const known = counts.get(hash)
      if (known !== undefined) return known
      const tokens = counter.count(text)
      counts.set(hash, tokens)
      return tokens
    },
    retain(hashes) {
      const kept = new Map<string, number>()
      for (const hash of hashes) {
        const tokens = counts.get(hash)
        if (tokens !== undefined) kept.set(hash, tokens)
      }
      counts = kept
    },
  }
}
