import { beforeAll, describe, expect, it } from 'vitest'
import type { Crib, SelectOptions } from '../../src/crib/Crib.js'
import { createCrib } from '../../src/crib/createCrib.js'
import { createSessionState } from '../../src/session/SessionState.js'
import { loadTokenCounter } from '../../src/tokens/loadTokenCounter.js'
import { billingFor } from '../../src/tokens/render/billingFor.js'
import { countTools } from '../../src/tokens/render/countTools.js'
import { limitTokens } from '../../src/tokens/render/limitTokens.js'
import type { ToolDefinition } from '../../src/tool/Tool.js'
import { sources } from './sources.js'

const TASKS = ['refund the last charge', 'send an email to Ana', 'weather forecast for Lisbon']
const LIMITS = [0, 150, 300, 450, 600, 900, 2_000]
let crib: Crib

beforeAll(async () => {
  crib = await createCrib({ sources })
})

async function counted(model: string, tools: readonly ToolDefinition[]) {
  const billing = billingFor({ model })
  return countTools(billing, tools, await loadTokenCounter(billing.tokenizer))
}

const select = (task: string, options: SelectOptions) => crib.select(task, options)

describe('limits as a model is billed', () => {
  it('are checked on the upper bound where one is known', async () => {
    const { tools, tokens } = await select(TASKS[0]!, { billedAs: 'gpt-5.4', maxTokens: 300 })
    const list = await counted('gpt-5.4', tools)
    expect(tokens.billed).toMatchObject({ kind: 'estimate', tokens: list.tokens, high: list.high })
    expect(list.high).toBeGreaterThan(list.tokens)
    expect(tokens.after).toBe(list.high)
    expect(tokens.after).toBeLessThanOrEqual(300)
  })

  it('leave out what the best figure would let in and the upper bound does not', async () => {
    const options = { billedAs: 'gpt-5.4', search: 'off', levels: ['full'] } as const
    const all = await select(TASKS[0]!, options)
    const { tokens: best, high } = all.tokens.billed!
    expect(await select(TASKS[0]!, { ...options, maxTokens: high! })).toMatchObject({ tools: all.tools })
    const between = await select(TASKS[0]!, { ...options, maxTokens: best })
    expect(between.tools.length).toBeLessThan(all.tools.length)
    expect(between.tokens.billed!.high).toBeLessThanOrEqual(best)
  })

  it('are checked on the best figure where no bound is known, and say so', async () => {
    const { tools, tokens } = await select(TASKS[0]!, { billedAs: 'claude-opus-5-5', maxTokens: 900 })
    const list = await counted('claude-opus-5-5', tools)
    expect(tokens.billed).toEqual({
      kind: 'unverified',
      tokens: list.tokens,
      low: null,
      high: null,
      source: list.source,
      date: list.date,
    })
    expect(tokens.after).toBe(list.tokens)
  })

  it.each(['gpt-5.4', 'claude-opus-5-5', 'gemini-3.8-flash'])(
    'are never exceeded, alone, in a session and by a search (%s)',
    async (billedAs) => {
      let session = createSessionState()
      for (const maxTokens of LIMITS) {
        for (const task of TASKS) {
          const alone = await select(task, { billedAs, maxTokens })
          const next = await select(task, { billedAs, maxTokens, session })
          session = next.session!.state
          const found = await next.search?.call({ tasks: TASKS })
          for (const { tools, tokens } of [alone, next, found?.selection ?? alone]) {
            expect(tokens.after).toBe(tools.length === 0 ? 0 : limitTokens(await counted(billedAs, tools)))
            expect(tokens.after).toBeLessThanOrEqual(maxTokens)
          }
        }
      }
      expect(session.entries.length).toBeGreaterThan(3)
    },
  )

  it('count the whole catalog in the same way, and refuse a model that nobody knows', async () => {
    const { tokens } = await select(TASKS[0]!, { billedAs: 'gpt-5.4' })
    const { catalog } = crib
    const all = [...catalog.tools].map(({ id, definition }) => ({
      ...definition,
      name: catalog.wireName(id),
    }))
    all.sort((a, b) => (a.name < b.name ? -1 : 1))
    expect(tokens.before).toBe(limitTokens(await counted('gpt-5.4', all)))
    await expect(select(TASKS[0]!, { billedAs: 'nobody-1' })).rejects.toMatchObject({ code: 'model-unknown' })
    expect((await select(TASKS[0]!, {})).tokens.billed).toBeNull()
  })
})
