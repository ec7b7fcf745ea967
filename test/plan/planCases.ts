import fc from 'fast-check'
import { DEFAULT_CONVERSATION } from '../../src/plan/Conversation.js'
import type { PolicyInput } from '../../src/plan/Policy.js'
import { completeToolCosts } from '../../src/plan/ToolCosts.js'
import type { ModelPrices } from '../../src/tokens/prices/ModelPrices.js'

/** A model with round prices: input 1, output 4, reads 0.1 and writes 1.25 USD per million, from the first token on. */
export const ROUND: ModelPrices = {
  model: 'round',
  provider: 'nobody',
  input: 1,
  output: 4,
  cacheRead: 0.1,
  cacheWrites: [
    { ttlSeconds: 300, usd: 1.25 },
    { ttlSeconds: 3600, usd: 2 },
  ],
  longContext: null,
  minCacheable: 0,
  order: ['tools', 'system', 'messages'],
  toolsMatch: 'whole',
  addsToolsInMessages: true,
  deferred: 'hidden',
  toolPrompt: 0,
  date: '2026-11',
  source: 'made up for tests',
  verified: 'docs',
  notes: [],
}

/** A conversation that is easily worked by hand; whatever is given replaces it. */
export function handInput(given: {
  conversation?: Partial<PolicyInput['conversation']>
  tools?: Partial<PolicyInput['tools']>
  model?: Partial<ModelPrices>
}): PolicyInput {
  return {
    conversation: {
      ...DEFAULT_CONVERSATION,
      turns: 2,
      systemTokens: 100,
      userTokens: 10,
      outputTokens: 20,
      toolCallsPerTurn: 1,
      callTokens: 5,
      toolResultTokens: 50,
      turnsPerTask: 1,
      ...given.conversation,
    },
    tools: completeToolCosts({ all: 1000, selected: 200, described: 300, ...given.tools }),
    model: { ...ROUND, ...given.model },
  }
}

const few = fc.nat({ max: 60 })
const least = fc.constantFrom(0, 1, 50, 512, 5000)

/** Any conversation, catalog and model, of sizes at which every rule of billing comes to bear. */
export const anyInput: fc.Arbitrary<PolicyInput> = fc
  .record({
    turns: fc.integer({ min: 1, max: 8 }),
    small: fc.tuple(few, few, few, few, few),
    historyTokens: fc.constantFrom(0, 7, 700),
    toolCallsPerTurn: fc.nat({ max: 4 }),
    turnsPerTask: fc.integer({ min: 1, max: 4 }),
    seconds: fc.tuple(fc.constantFrom(0, 5, 60, 61), fc.constantFrom(0, 5, 60, 61)),
    cache: fc.constantFrom('short' as const, 'long' as const, 'off' as const),
    sharedPrefix: fc.boolean(),
    costs: fc.record({
      all: fc.integer({ min: 1, max: 3000 }),
      selected: fc.integer({ min: 1, max: 800 }),
      described: few,
      appended: fc.nat({ max: 400 }),
      found: fc.nat({ max: 400 }),
      meta: fc.integer({ min: 1, max: 100 }),
      searchTool: fc.integer({ min: 1, max: 100 }),
      searchAnswer: few,
      describeAnswer: few,
    }),
    model: fc.record({
      longContext: fc.constantFrom(
        null,
        { above: 300, input: 2, output: 1.5 },
        { above: 900, input: 5, output: 5 },
      ),
      minCacheable: least,
      order: fc.constantFrom(
        ['tools', 'system', 'messages'] as const,
        ['system', 'tools', 'messages'] as const,
      ),
      toolsMatch: fc.constantFrom('whole' as const, 'prefix' as const),
      deferred: fc.constantFrom('hidden' as const, 'described' as const),
      toolPrompt: few,
    }),
  })
  .map(({ small: [systemTokens, userTokens, outputTokens, callTokens, toolResultTokens], ...rest }) => {
    const { seconds, costs, model, ...conversation } = rest
    return {
      conversation: {
        ...conversation,
        systemTokens,
        userTokens,
        outputTokens,
        callTokens,
        toolResultTokens,
        secondsBetweenTurns: seconds[0],
        secondsPerRequest: seconds[1],
      },
      tools: costs,
      model: {
        ...ROUND,
        ...model,
        cacheWrites: [
          { ttlSeconds: 5, usd: 1.25 },
          { ttlSeconds: 60, usd: 2 },
        ],
      },
    }
  })
