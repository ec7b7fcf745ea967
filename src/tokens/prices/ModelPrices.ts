/** Where a row of the table comes from: the provider's own pages, somebody else's, or nothing that bears it out. */
export type Verified = 'docs' | 'secondary' | 'unverified'

/** A part of a prompt, as caches see it. */
export type Section = 'tools' | 'system' | 'messages'

/** How long a cached prefix lives, and what writing one costs. */
export interface CacheWrite {
  /** Seconds without a read after which it is gone, above 0. */
  readonly ttlSeconds: number
  /** USD per million tokens written, in place of the input price. The input price where writing costs nothing extra. */
  readonly usd: number
}

/** What a request costs once its prompt is longer than a limit: all of the request, not only what is beyond. */
export interface LongContext {
  /** Tokens of the whole prompt; the factors hold above it. */
  readonly above: number
  /** Factor on input, cache reads and cache writes, above 0. */
  readonly input: number
  /** Factor on output, above 0. */
  readonly output: number
}

/** What one model of one provider charges, and how its prompt cache works. Plain data. */
export interface ModelPrices {
  /** Id that the provider's API takes. */
  readonly model: string
  /** Name of the provider: `anthropic`, `openai`, `google`, or one of your own. */
  readonly provider: string
  /** USD per million uncached input tokens. */
  readonly input: number
  /** USD per million output tokens. */
  readonly output: number
  /** USD per million input tokens that are read from the cache. */
  readonly cacheRead: number
  /** Shortest life first, at least one. */
  readonly cacheWrites: readonly CacheWrite[]
  /** Null where one price holds for every length. */
  readonly longContext: LongContext | null
  /** Tokens that a prefix needs to be cached; shorter ones are billed as input, silently. */
  readonly minCacheable: number
  /** Order of the sections in the cached prefix. A change in one loses all that follow. */
  readonly order: readonly [Section, Section, 'messages']
  /** After a change of the tools: `whole`, nothing of them is read; `prefix`, those before the first change are. */
  readonly toolsMatch: 'whole' | 'prefix'
  /** True where tools can be added in the conversation, behind the cached prefix. */
  readonly addsToolsInMessages: boolean
  /**
   * Definitions that the provider loads on demand: until then they cost nothing (`hidden`), or their names and
   * descriptions are billed in every request (`described`); `none` where it cannot.
   */
  readonly deferred: 'hidden' | 'described' | 'none'
  /** Tokens of the text that the provider adds unseen to a request with tools. */
  readonly toolPrompt: number
  /** Month of the figures, `YYYY-MM`. */
  readonly date: string
  /** Where they were read. */
  readonly source: string
  /** The weakest source of any price of the row. */
  readonly verified: Verified
  /** What of the row is assumed, derived or bound to change; empty when nothing is. */
  readonly notes: readonly string[]
}
