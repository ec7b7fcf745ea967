import type { ModelPrices } from '../tokens/prices/ModelPrices.js'
import type { Conversation } from './Conversation.js'

/** How a conversation's prompts are cached. */
export interface CacheTerms {
  /** Seconds that a cached prefix lives after its last use; below 0 where nothing is cached. */
  readonly ttlSeconds: number
  /** USD per million tokens written. */
  readonly write: number
  /** Tokens that a prefix needs to be cached; infinite where nothing is. */
  readonly least: number
}

/** The terms that the conversation asks of the model. */
export function cacheTerms(model: ModelPrices, { cache }: Pick<Conversation, 'cache'>): CacheTerms {
  if (cache === 'off') return { ttlSeconds: -1, write: 0, least: Number.POSITIVE_INFINITY }
  const { ttlSeconds, usd } = model.cacheWrites.at(cache === 'short' ? 0 : -1)!
  return { ttlSeconds, write: usd, least: Math.max(1, model.minCacheable) }
}
