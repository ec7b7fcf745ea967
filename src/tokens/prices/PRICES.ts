import type { ModelPrices } from './ModelPrices.js'

/** Prompt cache of Anthropic: an edit of `tools` loses everything, discovery of deferred tools nothing. */
const ANTHROPIC = {
  provider: 'anthropic',
  longContext: null,
  minCacheable: 512,
  order: ['tools', 'system', 'messages'],
  toolsMatch: 'whole',
  addsToolsInMessages: true,
  deferred: 'hidden',
  toolPrompt: 286,
  date: '2026-10',
} as const

const TOOL_PROMPT_ASSUMED = 'The hidden tool prompt is taken to be that of claude-opus-5-5.'

/** Prompt cache of OpenAI Responses; `cacheWrites` differ by generation. */
const OPENAI = {
  provider: 'openai',
  longContext: { above: 272_000, input: 2, output: 1.5 },
  minCacheable: 1024,
  order: ['tools', 'system', 'messages'],
  toolsMatch: 'whole',
  addsToolsInMessages: true,
  deferred: 'described',
  toolPrompt: 0,
} as const

const OPENAI_ORDER = 'That the tools stand before the instructions in the cached prefix is assumed.'

const GOOGLE = {
  provider: 'google',
  minCacheable: 4096,
  order: ['tools', 'system', 'messages'],
  toolsMatch: 'whole',
  addsToolsInMessages: false,
  deferred: 'described',
  toolPrompt: 0,
  date: '2026-10',
  source: 'secondary price lists',
  verified: 'secondary',
} as const

const GOOGLE_CACHE =
  'Implicit caching, without a write fee or storage; least length, life and order in the prefix are assumed.'
const GOOGLE_DEFERRED = 'Loading on demand is a preview of the Interactions API.'

const minutes = (count: number) => count * 60

const ROWS: readonly ModelPrices[] = [
  {
    ...ANTHROPIC,
    model: 'claude-fable-5-1',
    input: 10,
    output: 50,
    cacheRead: 0.25,
    cacheWrites: [
      { ttlSeconds: minutes(5), usd: 12.5 },
      { ttlSeconds: minutes(60), usd: 20 },
    ],
    source: "the provider's documentation",
    verified: 'docs',
    notes: [TOOL_PROMPT_ASSUMED],
  },
  {
    ...ANTHROPIC,
    model: 'claude-opus-5-5',
    input: 4,
    output: 20,
    cacheRead: 0.2,
    cacheWrites: [
      { ttlSeconds: minutes(5), usd: 5 },
      { ttlSeconds: minutes(60), usd: 8 },
    ],
    source: "the provider's documentation",
    verified: 'docs',
    notes: [],
  },
  {
    ...ANTHROPIC,
    model: 'claude-sonnet-5-5',
    input: 2,
    output: 10,
    cacheRead: 0.1,
    cacheWrites: [
      { ttlSeconds: minutes(5), usd: 2.5 },
      { ttlSeconds: minutes(60), usd: 4 },
    ],
    source: "the provider's documentation and secondary price lists",
    verified: 'secondary',
    notes: [TOOL_PROMPT_ASSUMED],
  },
  {
    ...ANTHROPIC,
    model: 'claude-haiku-5-5',
    input: 0.1,
    output: 0.5,
    cacheRead: 0.01,
    cacheWrites: [
      { ttlSeconds: minutes(5), usd: 0.125 },
      { ttlSeconds: minutes(60), usd: 0.2 },
    ],
    longContext: { above: 100_000, input: 5, output: 5 },
    source: "the provider's documentation and secondary price lists",
    verified: 'secondary',
    notes: [TOOL_PROMPT_ASSUMED],
  },
  {
    ...OPENAI,
    model: 'gpt-6.2-astra',
    input: 8,
    output: 40,
    cacheRead: 0.4,
    cacheWrites: [{ ttlSeconds: minutes(30), usd: 10 }],
    date: '2026-11',
    source: 'secondary price lists; cache prices derived from the factors of the family',
    verified: 'unverified',
    notes: [OPENAI_ORDER, 'The cache prices are derived.'],
  },
  {
    ...OPENAI,
    model: 'gpt-6.2-sol',
    input: 2,
    output: 10,
    cacheRead: 0.1,
    cacheWrites: [{ ttlSeconds: minutes(30), usd: 2.5 }],
    date: '2026-11',
    source: 'secondary price lists; cache prices as of the model before',
    verified: 'unverified',
    notes: [OPENAI_ORDER, 'The cache prices are those of the model before.'],
  },
  {
    ...OPENAI,
    model: 'gpt-6-luna',
    input: 0.1,
    output: 0.5,
    cacheRead: 0.01,
    cacheWrites: [{ ttlSeconds: minutes(30), usd: 0.125 }],
    date: '2026-09',
    source: 'secondary price lists',
    verified: 'secondary',
    notes: [OPENAI_ORDER],
  },
  {
    ...OPENAI,
    model: 'gpt-5.4',
    input: 2.5,
    output: 15,
    cacheRead: 0.25,
    cacheWrites: [{ ttlSeconds: minutes(5), usd: 2.5 }],
    date: '2026-09',
    source: 'secondary price lists',
    verified: 'secondary',
    notes: [OPENAI_ORDER, 'Writing to the cache costs nothing extra; its life of five minutes is assumed.'],
  },
  {
    ...GOOGLE,
    model: 'gemini-3.1-pro-preview',
    input: 2,
    output: 12,
    cacheRead: 0.2,
    cacheWrites: [{ ttlSeconds: minutes(5), usd: 2 }],
    longContext: { above: 200_000, input: 2, output: 1.5 },
    notes: [GOOGLE_CACHE, GOOGLE_DEFERRED, 'That cache reads double with the input price is assumed.'],
  },
  {
    ...GOOGLE,
    model: 'gemini-3.8-flash',
    input: 0.75,
    output: 3.75,
    cacheRead: 0.075,
    cacheWrites: [{ ttlSeconds: minutes(5), usd: 0.75 }],
    longContext: null,
    notes: [GOOGLE_CACHE, GOOGLE_DEFERRED, 'Announced to double on 2027-01-01.'],
  },
]

/** What models charge, by id. Prices change: `parsePrices` lays a file of your own over it. */
export const PRICES: ReadonlyMap<string, ModelPrices> = new Map(ROWS.map((row) => [row.model, row]))
