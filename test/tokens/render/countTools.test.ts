import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadTokenCounter, TOKENIZER_NAMES } from '../../../src/tokens/loadTokenCounter.js'
import { billingFor } from '../../../src/tokens/render/billingFor.js'
import { countTools } from '../../../src/tokens/render/countTools.js'
import { limitTokens } from '../../../src/tokens/render/limitTokens.js'
import { PROVIDERS } from '../../../src/tokens/render/Provider.js'
import { renderTools } from '../../../src/tokens/render/renderTools.js'
import type { TokenCounter } from '../../../src/tokens/TokenCounter.js'
import { anyTool, PING, WEATHER } from './tools.js'

const o200k = await loadTokenCounter('o200k_base')
const cl100k = await loadTokenCounter('cl100k_base')

test('counts of single tools and overhead add up to the count of the whole text, for every provider and counter', async () => {
  for (const name of TOKENIZER_NAMES) {
    const counter = await loadTokenCounter(name)
    const plain: TokenCounter = { name, exact: counter.exact, count: (text) => counter.count(text) }
    fc.assert(
      fc.property(
        fc.array(anyTool, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...PROVIDERS),
        (tools, provider) => {
          const billing = { ...billingFor({ provider }), factor: 1 }
          const list = countTools(billing, tools, counter)
          expect(list.tokens).toBe(counter.count(renderTools(provider, tools)) + billing.toolPrompt)
          expect(list.tools.reduce((sum, { tokens }) => sum + tokens, list.overhead)).toBe(list.tokens)
          // A counter of the host's own promises nothing about breaks.
          expect(countTools(billing, tools, plain).tokens).toBe(list.tokens)
          for (const { tokens, low, high } of [list, ...list.tools]) {
            expect(low ?? tokens).toBeLessThanOrEqual(tokens)
            expect(high ?? tokens).toBeGreaterThanOrEqual(tokens)
            expect(low === null).toBe(high === null)
          }
        },
      ),
      { numRuns: 150 },
    )
  }
})

test('the overhead does not depend on the tools but for a merge at the joints', () => {
  for (const provider of PROVIDERS) {
    const billing = { ...billingFor({ provider }), factor: 1 }
    const one = countTools(billing, [WEATHER], o200k).overhead
    const many = countTools(billing, Array(50).fill(WEATHER), o200k).overhead
    expect(many).toBe(one)
  }
})

test('text whose tokenizer is known is exact', () => {
  for (const provider of ['mcp', 'prompt'] as const) {
    const list = countTools(billingFor({ provider, model: 'gpt-4o' }), [WEATHER, PING], o200k)
    const tokens = o200k.count(renderTools(provider, [WEATHER, PING]))
    expect(list).toMatchObject({ kind: 'exact', tokens, low: tokens, high: tokens })
    expect(limitTokens(list)).toBe(tokens)
  }
  const old = countTools(billingFor({ provider: 'mcp', model: 'gpt-4' }), [WEATHER], cl100k)
  expect(old).toMatchObject({ kind: 'exact', tokens: cl100k.count(JSON.stringify([WEATHER])) })
})

test('functions are an estimate between both published methods, 10 % further out', () => {
  const list = countTools(billingFor({ model: 'gpt-4o' }), [PING], o200k)
  const harmony = o200k.count(renderTools('openai', [PING]))
  // 7 a function, the line, 12 at the end.
  const formula = 7 + o200k.count('ping:Answers') + 12
  expect(list).toMatchObject({
    kind: 'estimate',
    tokens: harmony,
    low: Math.floor(Math.min(harmony, formula) * 0.9),
    high: Math.ceil(Math.max(harmony, formula) * 1.1),
  })
  expect(limitTokens(list)).toBe(list.high)
  expect(list.source).toContain('cookbook')
  expect(list.date).toMatch(/^\d{4}-\d{2}/)
})

test('Anthropic is unverified: stand-in tokenizer times the factor, plus the hidden prompt once', () => {
  const billing = billingFor({ model: 'claude-opus-5-5' })
  const list = countTools(billing, [WEATHER, PING], o200k)
  const text = o200k.count(renderTools('anthropic', [WEATHER, PING]))
  expect(list).toMatchObject({
    kind: 'unverified',
    tokens: Math.round(1.3 * text) + 286,
    low: null,
    high: null,
  })
  expect(limitTokens(list)).toBe(list.tokens)
  expect(list.overhead).toBeGreaterThan(280)
  const forced = countTools(
    billingFor({ model: 'claude-opus-4-5', toolChoice: 'forced' }),
    [WEATHER, PING],
    o200k,
  )
  expect(forced.tokens).toBe(text + 588)
})

test('a counter that is not the one of the model makes everything unverified, and the source says so', () => {
  for (const provider of PROVIDERS) {
    const list = countTools(
      billingFor({
        provider,
        model:
          provider === 'anthropic' ? 'claude-opus-5' : provider === 'gemini' ? 'gemini-3.8-flash' : 'gpt-4o',
      }),
      [WEATHER],
      cl100k,
    )
    expect(list).toMatchObject({ kind: 'unverified', low: null, high: null })
    expect(list.source).toContain('counted by cl100k_base')
  }
})

test('a hidden prompt moves the bounds of a list as well, of a billing of the caller too', () => {
  for (const provider of ['openai', 'mcp'] as const) {
    const billing = billingFor({ model: 'gpt-5.4', provider })
    const bare = countTools(billing, [WEATHER], o200k)
    const list = countTools({ ...billing, toolPrompt: billing.toolPrompt + 50 }, [WEATHER], o200k)
    expect(list).toMatchObject({ tokens: bare.tokens + 50, low: bare.low! + 50, high: bare.high! + 50 })
    expect(list.overhead).toBe(bare.overhead + 50)
    expect(limitTokens(list)).toBe(limitTokens(bare) + 50)
  }
})

test('no tools cost nothing, hidden prompt included', () => {
  for (const provider of PROVIDERS)
    expect(countTools(billingFor({ provider }), [], o200k)).toMatchObject({
      kind: 'exact',
      tokens: 0,
      overhead: 0,
      tools: [],
    })
})
