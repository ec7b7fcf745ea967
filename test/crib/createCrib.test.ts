import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCrib } from '../../src/crib/createCrib.js'
import { loadTokenCounter } from '../../src/tokens/loadTokenCounter.js'
import type { Level } from '../../src/tool/Level.js'
import type { ToolSource } from '../../src/tool/Tool.js'
import { sources, tool, WEATHER } from './sources.js'

describe('rank', () => {
  it('puts the right tool first and says why', async () => {
    const crib = await createCrib({ sources })
    const ranking = await crib.rank('refund the last charge', { limit: 3 })
    expect(ranking.items.map((item) => item.rank)).toEqual([1, 2, 3])
    expect(ranking.items[0]?.tool.id).toBe('payments/create_refund')
    expect(ranking.items[0]?.evidence.terms.map((one) => [one.term, one.field])).toContainEqual([
      'refund',
      'name',
    ])
    expect(ranking).toMatchObject({
      task: 'refund the last charge',
      index: 'exact',
      embedder: expect.stringMatching(/^static/),
    })
  })

  it('gives the same answer each time, with scores that fall and confidences between 0 and 1', async () => {
    const crib = await createCrib({ sources })
    const [one, two] = [await crib.rank('email the invoice'), await crib.rank('email the invoice')]
    expect(two).toEqual(one)
    const scores = one.items.map((item) => item.score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    const confidences = one.items.map((item) => item.confidence)
    expect(confidences).toEqual([...confidences].sort((a, b) => b - a))
    expect(confidences.filter((value) => !(value > 0 && value < 1))).toEqual([])
  })

  it('gives a tool the same similarity and score whatever else passes the filter', async () => {
    const crib = await createCrib({ sources })
    const all = (await crib.rank('email the invoice')).items.find(
      (item) => item.tool.id === 'mail/send_message',
    )
    const filtered = (await crib.rank('email the invoice', { include: ['mail/*'] })).items
    expect(filtered.map((item) => item.tool.server)).toEqual(['mail', 'mail'])
    expect(filtered.find((item) => item.tool.id === 'mail/send_message')).toMatchObject({
      score: all?.score,
      evidence: all?.evidence,
    })
  })

  it('ranks a conversation by what its last message refers to', async () => {
    const crib = await createCrib({ sources })
    const messages = [
      { role: 'user' as const, content: 'Write an email to Ana about the meeting.' },
      { role: 'assistant' as const, content: 'Here is the draft of the message. Shall I send it?' },
      { role: 'user' as const, content: 'yes, send it' },
    ]
    expect((await crib.rank({ messages })).items[0]?.tool.id).toBe('mail/send_message')
  })

  it('ranks alike by an approximate index', async () => {
    const many: ToolSource = {
      server: 'many',
      tools: Array.from({ length: 300 }, (_, i) =>
        tool(`tool_${i}`, `Handles item number ${i} of a warehouse shelf.`),
      ),
    }
    const [exact, hnsw] = await Promise.all([
      createCrib({ sources: [...sources, many], index: 'exact' }),
      createCrib({ sources: [...sources, many], index: 'hnsw' }),
    ])
    const scores = async (crib: typeof exact) =>
      new Map(
        (await crib.rank('refund the last charge', { limit: 400 })).items.map((item) => [
          item.tool.id,
          item.score,
        ]),
      )
    const [all, some] = [await scores(exact), await scores(hnsw)]
    expect([...some][0]).toEqual([...all][0])
    expect(some.size).toBeGreaterThan(150)
    expect([...some].filter(([id, score]) => all.get(id) !== score)).toEqual([])
    expect((await hnsw.rank('x')).index).toBe('hnsw')
  })
})

describe('select', () => {
  it('hands out wire definitions in stable order inside the budget', async () => {
    const crib = await createCrib({ sources })
    const counter = await loadTokenCounter('o200k_base')
    const task = 'refund the last charge and email the customer'
    // The first tool always fits the task: two pins and one token too few for it leave it whatever the model ranks.
    const pinned = ['weather/get_forecast', 'mail/send_message']
    const options = { pinned, search: 'off', levels: ['full'] } as const
    const whole = await crib.select(task, options)
    const maxTokens = (await crib.select(task, { ...options, maxTools: 3 })).tokens.after - 1
    const selection = await crib.select(task, { ...options, maxTokens })
    const names = whole.tools.map((one) => one.name)
    expect(names).toEqual([...names].sort())
    expect(names).toContain('payments__create_refund')
    expect(counter.count(JSON.stringify(selection.tools))).toBe(selection.tokens.after)
    expect(selection.tokens).toMatchObject({ limit: maxTokens, counter: 'o200k_base' })
    expect(selection.tokens.after).toBeLessThanOrEqual(maxTokens)
    expect(selection.tokens.before).toBeGreaterThan(selection.tokens.after)
    expect(whole.items[0]).toMatchObject({
      rank: 1,
      level: 'full',
      reasons: expect.arrayContaining([expect.stringContaining('refund')]),
    })
    expect(selection.left[0]).toMatchObject({ id: 'payments/create_refund', rank: 1, why: 'max-tokens' })
  })

  it('says that nothing fits, and what came nearest', async () => {
    const crib = await createCrib({ sources })
    const selection = await crib.select('zzzz qqqq xxyyzz')
    expect(selection).toMatchObject({ nothingFits: true, tools: [{ name: 'search_tools' }], items: [] })
    const without = await crib.select('zzzz qqqq xxyyzz', { search: 'off' })
    expect(without).toMatchObject({ nothingFits: true, tools: [], items: [], tokens: { after: 0 } })
    expect(selection.left[0]?.why).toBe('low-confidence')
  })

  it('says that nothing fits when the filter leaves no tool', async () => {
    const crib = await createCrib({ sources })
    const selection = await crib.select('refund the last charge', { include: ['nobody/*'] })
    expect(selection).toMatchObject({ tools: [], left: [], nothingFits: true })
  })

  it('counts nothing for a catalog of nothing', async () => {
    expect(await (await createCrib({ sources: [] })).cost()).toMatchObject({ total: 0 })
  })

  it('costs less at each lower level', async () => {
    const crib = await createCrib({ sources })
    const { tools, levels } = await crib.cost()
    expect(levels.get('full')).toEqual(tools)
    for (const { id } of crib.catalog.tools) {
      const at = (level: Level) => levels.get(level)!.get(id)!
      expect(at('compact')).toBeLessThanOrEqual(at('full'))
      expect(at('signature')).toBeLessThanOrEqual(at('compact'))
      expect(at('name')).toBeLessThanOrEqual(at('signature'))
    }
  })

  it('hands out pinned tools by id or wire name, whatever the filter and the task', async () => {
    const crib = await createCrib({ sources })
    const selection = await crib.select('refund the charge', {
      pinned: ['weather__get_forecast', 'mail/send_message'],
      exclude: ['weather/*'],
      maxTools: 3,
      search: 'off',
    })
    expect(
      selection.items
        .filter((item) => item.pinned)
        .map((item) => item.id)
        .sort(),
    ).toEqual(['mail/send_message', 'weather/get_forecast'])
    expect(selection.items).toHaveLength(3)
    const unfit = await crib.select('zzzz qqqq xxyyzz', { pinned: ['mail/send_message'], search: 'off' })
    expect(unfit).toMatchObject({ nothingFits: true, tools: [{ name: 'mail__send_message' }] })
  })

  it('refuses unknown pins and pins over the budget', async () => {
    const crib = await createCrib({ sources })
    await expect(crib.select('x', { pinned: ['send_message'] })).rejects.toMatchObject({
      code: 'pin-unknown',
      details: { nearest: ['mail/send_message'] },
    })
    await expect(crib.select('x', { pinned: ['mail/send_message'], maxTokens: 3 })).rejects.toMatchObject({
      code: 'pins-over-budget',
    })
  })

  it('never exceeds its limits over random catalogs, tools bigger than the budget included', async () => {
    const counter = await loadTokenCounter('o200k_base')
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.lorem({ maxCount: 40 }),
      fc.constantFrom('constructor', '__proto__', '"}]', '\u202e'),
    )
    const row = fc.record({
      name: text.filter((name) => name !== ''),
      description: text,
      properties: fc.dictionary(text, fc.record({ description: text }), { maxKeys: 4 }),
    })
    const catalog = fc.uniqueArray(row, { minLength: 1, maxLength: 12, selector: (one) => one.name })
    await fc.assert(
      fc.asyncProperty(catalog, text, fc.nat(300), fc.nat(6), async (rows, task, maxTokens, maxTools) => {
        const tools = rows.map((one) => tool(one.name, one.description, one.properties))
        const crib = await createCrib({ sources: [{ server: 'a', tools }, WEATHER] })
        const selection = await crib.select(`forecast ${task}`, { maxTokens, maxTools })
        const sent = selection.tools.length === 0 ? 0 : counter.count(JSON.stringify(selection.tools))
        expect(sent).toBeLessThanOrEqual(maxTokens)
        expect(selection.tools.length).toBeLessThanOrEqual(maxTools)
        expect(selection.tokens.after).toBe(sent)
      }),
      { numRuns: 60 },
    )
  })
})
