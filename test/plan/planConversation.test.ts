import { describe, expect, it } from 'vitest'
import { createCrib } from '../../src/crib/createCrib.js'
import type { PlanOptions } from '../../src/plan/Plan.js'
import { planConversation } from '../../src/plan/planConversation.js'
import { ROUND } from './planCases.js'

const prices = new Map([
  ['round', ROUND],
  ['bare', { ...ROUND, model: 'bare', deferred: 'none' as const, addsToolsInMessages: false }],
  ['least', { ...ROUND, model: 'least', minCacheable: 4096 }],
])
const plan = (given: Partial<PlanOptions> = {}) =>
  planConversation({
    model: 'round',
    prices,
    tools: { all: 20_000, selected: 1000, described: 5000 },
    ...given,
  })
const usdWith = (policy: string, given: Partial<PlanOptions>) =>
  plan(given).policies.find((cost) => cost.policy === policy)!.usd

describe('planConversation', () => {
  it('names the cheapest policy, and says that its recall is unknown', () => {
    const { verdict, policies } = plan()
    expect(verdict).toMatchObject({ policy: 'fixed', selection: 'pays', recall: null, cheaperUnknown: [] })
    expect(verdict.sentences[0]).toMatch(/^Cheapest: fixed, .* less than everything .*; recall unknown\.$/)
    expect(policies.map(({ policy, recall }) => [policy, recall])).toContainEqual(['everything', 1])
    expect(verdict.usd).toBe(Math.min(...policies.map(({ usd }) => usd)))
  })

  it('names none of unknown recall as keeping a target', () => {
    const { verdict } = plan({ targetRecall: 0.9 })
    expect(verdict).toMatchObject({
      policy: 'everything',
      recall: 1,
      selection: 'recall-unknown',
      savedUsd: 0,
    })
    expect(verdict.cheaperUnknown[0]).toBe('fixed')
    expect(verdict.sentences.join(' ')).toContain('recall unknown, so that none of them is named: fixed (')
  })

  it('passes over those that are known to miss it', () => {
    const recall = { fixed: 0.6, append: 0.9 }
    const { verdict, policies } = plan({ targetRecall: 0.9, recall })
    expect(verdict).toMatchObject({ policy: 'append', recall: 0.9, selection: 'pays' })
    expect(verdict.cheaperUnknown).not.toContain('fixed')
    expect(policies.find(({ policy }) => policy === 'fixed')).toMatchObject({ keepsTarget: false })
  })

  it('says where selection does not pay', () => {
    const all = { all: 800, selected: 1000, described: 300 }
    expect(plan({ tools: all }).verdict).toMatchObject({ policy: 'everything', selection: 'does-not-pay' })
    const missed = { fixed: 0.5, 'per-turn': 0.5, append: 0.5, 'append-inline': 0.5 }
    const { verdict } = plan({ targetRecall: 0.9, recall: missed })
    expect(verdict.selection).toBe('does-not-pay')
    expect(verdict.sentences.join(' ')).toContain('Selection does not pay here: none that keeps the target')
    const little = plan({ tools: { all: 1050, selected: 1000, described: 300 } }).verdict
    expect(little.sentences.join(' ')).toContain('Selection hardly pays here')
  })

  it('says that a long history makes a selection anew in every turn dearer than none', () => {
    const { verdict } = plan({ conversation: { historyTokens: 80_000 } })
    expect(verdict.sentences.join(' ')).toMatch(
      /per-turn does not pay here: it costs .* makes the provider process the conversation anew/,
    )
  })

  it('finds the token at which policies change places', () => {
    const point = plan().breakEven.find(({ policy }) => policy === 'append')!
    const withHistory = (historyTokens: number) => ({ conversation: { historyTokens } })
    const from = point.historyTokens!
    expect(usdWith('append', withHistory(from))).toBeGreaterThan(usdWith('everything', withHistory(from)))
    expect(usdWith('append', withHistory(from - 1))).toBeLessThanOrEqual(
      usdWith('everything', withHistory(from - 1)) * (1 + 1e-12),
    )
    const withCatalog = (all: number) => ({
      tools: { all, selected: 1000, described: Math.ceil(all / 4), searchAnswer: 600, describeAnswer: 900 },
    })
    const size = point.catalogTokens!
    expect(usdWith('append', withCatalog(size))).toBeLessThan(usdWith('everything', withCatalog(size)))
    expect(usdWith('append', withCatalog(size - 1))).toBeGreaterThanOrEqual(
      usdWith('everything', withCatalog(size - 1)) * (1 - 1e-12),
    )
    expect(plan().breakEven.find(({ policy }) => policy === 'fixed')!.catalogTokens).toBe(1001)
  })

  it('finds the turn at which policies change places', () => {
    const { breakEven, cheapestByTurns } = plan({ conversation: { historyTokens: 8000 } })
    const { turns } = breakEven.find(({ policy }) => policy === 'per-turn')!
    expect(turns.map(({ stands }) => stands)).toEqual(['cheaper', 'dearer'])
    const dearer = turns[1]!.from
    const afterTurns = (count: number) => ({ conversation: { historyTokens: 8000, turns: count } })
    expect(usdWith('per-turn', afterTurns(dearer))).toBeGreaterThan(usdWith('everything', afterTurns(dearer)))
    expect(usdWith('per-turn', afterTurns(dearer - 1))).toBeLessThan(
      usdWith('everything', afterTurns(dearer - 1)),
    )
    expect(cheapestByTurns[0]).toEqual({ from: 1, policy: 'fixed' })
  })

  it('leaves out what the provider does not offer, with the reason', () => {
    const { unavailable, policies } = plan({ model: 'bare' })
    expect(unavailable).toEqual([
      { policy: 'append-inline', reason: 'nobody takes no tools within the conversation' },
      { policy: 'deferred', reason: 'nobody loads no definitions on demand' },
    ])
    expect(policies).toHaveLength(5)
  })

  it('counts what is processed anew, and the requests that only find tools', () => {
    const meta = plan().policies.find(({ policy }) => policy === 'meta-tools')!
    // Four tasks in ten turns, two requests each.
    expect(meta.extraRequests).toBe(8)
    expect(meta.prefillPerTurn).toBe((meta.written + meta.uncached) / 10)
    expect(meta.usdPerTurn).toBe(meta.usd / 10)
  })

  it.each([
    [{ model: 'nobody' }, 'price-unknown'],
    [{ conversation: { turns: 0 } }, 'option-invalid'],
    [{ conversation: { turns: 1.5 } }, 'option-invalid'],
    [{ targetRecall: 0 }, 'option-invalid'],
    [{ recall: { everything: 0.5 } as never }, 'option-invalid'],
    [{ tools: { all: 0, selected: 1, described: 1 } }, 'option-invalid'],
    [{ turns: 3 } as never, 'option-unknown'],
  ])('refuses %j', (given, code) => {
    expect(() => plan(given)).toThrow(expect.objectContaining({ code }))
  })
})

describe('crib.plan', () => {
  const inputSchema = { type: 'object' }
  const tools = Array.from({ length: 40 }, (_, at) => ({
    name: `tool_${at}`,
    description: `Does thing number ${at} for whoever asks for it.`,
    inputSchema,
  }))

  it('counts the catalog, and takes what is given instead', async () => {
    const crib = await createCrib({ sources: [{ server: 's', tools }], tokenizer: 'estimate' })
    const counted = await crib.plan({ model: 'claude-opus-5-5' })
    const { total } = await crib.cost()
    expect(counted.tools).toMatchObject({
      all: total,
      selected: Math.round(total / 4),
      found: Math.round(total / 8),
    })
    expect(counted.tools.described).toBeLessThan(total)
    const given = await crib.plan({ model: 'claude-opus-5-5', tools: { selected: 77, found: undefined } })
    expect(given.tools).toEqual({ ...counted.tools, selected: 77 })
  })

  it('has nothing to plan for without tools', async () => {
    const crib = await createCrib({ sources: [] })
    await expect(crib.plan({ model: 'claude-opus-5-5' })).rejects.toMatchObject({ code: 'tools-empty' })
  })
})
