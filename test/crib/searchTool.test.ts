import { beforeAll, describe, expect, it } from 'vitest'
import type { Crib } from '../../src/crib/Crib.js'
import { createCrib } from '../../src/crib/createCrib.js'
import { loadTokenCounter } from '../../src/tokens/loadTokenCounter.js'
import { MAIL, PAYMENTS, sources, tool } from './sources.js'

const REFUND = 'refund the last charge'
let crib: Crib

beforeAll(async () => {
  crib = await createCrib({ sources })
})

const names = (tools: readonly { name: string }[]) => tools.map(({ name }) => name)

describe('the search tool', () => {
  it('stands in the list where something was left out, inside the budget', async () => {
    const { tools, tokens, search, items } = await crib.select(REFUND, { maxTokens: 400 })
    const counter = await loadTokenCounter('o200k_base')
    expect(names(tools)).toContain('search_tools')
    expect(names(items.map(({ wireName }) => ({ name: wireName })))).not.toContain('search_tools')
    expect(tokens.after).toBe(counter.count(JSON.stringify(tools)))
    expect(tokens.after).toBeLessThanOrEqual(400)
    expect(search).toMatchObject({ name: 'search_tools', tokens: expect.any(Number) })
  })

  it('is not there where nothing was left out, or where it is switched off', async () => {
    const one = await createCrib({ sources: [{ tools: [tool('refund', 'Gives money back.')] }] })
    expect((await one.select('refund the money')).search).toBeNull()
    expect((await crib.select(REFUND, { search: 'off' })).tools).not.toContainEqual(
      expect.objectContaining({ name: 'search_tools' }),
    )
  })

  it('gives way to the best tool, unless it is asked for', async () => {
    const best = await crib.select(REFUND, { maxTools: 1 })
    expect(names(best.tools)).toEqual(['payments__create_refund'])
    expect(best.search).toBeNull()
    expect(names((await crib.select(REFUND, { maxTools: 1, search: 'on' })).tools)).toEqual(['search_tools'])
    await expect(crib.select(REFUND, { maxTokens: 20, search: 'on' })).rejects.toMatchObject({
      code: 'pins-over-budget',
      message: expect.stringContaining('search tool'),
    })
    await expect(crib.select(REFUND, { maxTools: 0, search: 'on' })).rejects.toMatchObject({
      code: 'pins-over-budget',
    })
    expect((await crib.select(REFUND, { maxTokens: 20 })).tokens.after).toBeLessThanOrEqual(20)
  })

  it('takes another name where a tool of the catalog has its own', async () => {
    const other = { tools: [tool('search_tools', 'Finds tools in the shed.'), tool('rake', 'Rakes leaves.')] }
    const { tools, search } = await (await createCrib({ sources: [other] })).select('rake the leaves', {
      search: 'on',
    })
    expect(search?.name).toBe('search_tools_2')
    expect(names(tools)).toContain('search_tools_2')
  })
})

describe('a call of the search tool', () => {
  it('answers with callable lines, and puts what it found behind what is there', async () => {
    const before = await crib.select(REFUND, { maxTools: 3 })
    const answer = await before.search!.call({ tasks: ['weather forecast for Lisbon'] })
    expect(answer.isError).toBe(false)
    expect(answer.text).toMatch(/^For "weather forecast for Lisbon":\nweather__get_forecast\(/)
    expect(answer.found[0]?.items[0]).toMatchObject({ id: 'weather/get_forecast' })
    const { tools, tokens, session } = answer.selection!
    expect(session?.appended).toContain('weather/get_forecast')
    expect(tools.length).toBeLessThanOrEqual(3)
    const kept = before.tools.filter(({ name }) => names(tools).includes(name))
    expect(tools.slice(0, kept.length)).toEqual(kept)
    expect(tokens.after).toBeGreaterThan(0)
  })

  it('keeps every tool that was handed out where there is room', async () => {
    const before = await crib.select(REFUND, { maxTokens: 2000 })
    const { selection } = await before.search!.call('{"tasks":["weather forecast", "email message to Ana"]}')
    expect(selection!.tools.slice(0, before.tools.length)).toEqual(before.tools)
    expect(names(selection!.tools)).toEqual(
      expect.arrayContaining(['weather__get_forecast', 'mail__send_message']),
    )
    const again = await selection!.search!.call({ tasks: ['register a new customer'] })
    expect(again.selection!.tools.slice(0, selection!.tools.length)).toEqual(selection!.tools)
  })

  it('tells only of what can be called at once, though a later task took the place of an earlier one', async () => {
    const tasks = ['weather forecast for Lisbon', 'send an email message to Ana', 'register a new customer']
    for (const limits of [{ maxTools: 2 }, { maxTools: 3 }, { maxTokens: 180 }, { maxTokens: 2000 }]) {
      const { search } = await crib.select(REFUND, limits)
      const { text, found, selection } = await search!.call({ tasks })
      const listed = names(selection!.tools)
      const told = [...text.matchAll(/^(\w+)\(/gm)].map(([, name]) => name!)
      expect(told.length).toBeGreaterThan(0)
      expect(listed).toEqual(expect.arrayContaining(told))
      expect(found.map(({ task }) => task)).toEqual(tasks)
      expect(found.flatMap(({ items }) => items.map(({ wireName }) => wireName)).sort()).toEqual(told.sort())
    }
    const { search } = await crib.select(REFUND, { maxTools: 2 })
    const { text } = await search!.call({ tasks })
    expect(text).toContain(`For "${tasks[0]}":\n(1 more; ask for less at once)`)
  })

  it('never exceeds its limit, and says so by what it leaves out', async () => {
    const counter = await loadTokenCounter('o200k_base')
    const { search } = await crib.select(REFUND)
    for (const maxTokens of [1, 20, 40, 80]) {
      const { text, tokens, limit } = await search!.call(
        { tasks: ['refund a charge', 'list invoices', 'send an email'] },
        { maxTokens },
      )
      expect(limit).toBe(maxTokens)
      expect(counter.count(text)).toBe(tokens)
      expect(tokens).toBeLessThanOrEqual(maxTokens)
    }
    await expect(search!.call({ tasks: ['x'] }, { maxTokens: 0 })).rejects.toMatchObject({
      code: 'option-invalid',
    })
  })

  it('says that nothing fits, and what is nearest', async () => {
    const { search } = await crib.select(REFUND)
    const { text, found } = await search!.call({ tasks: ['zzzz qqqq xxyyzz'] })
    expect(text).toMatch(/^No tool fits "zzzz qqqq xxyyzz"\. Nearest, but hardly right: \w+/)
    expect(found).toEqual([{ task: 'zzzz qqqq xxyyzz', items: [] }])
  })

  it('tells a model what to send where its arguments cannot be read', async () => {
    const { search } = await crib.select(REFUND)
    const answer = await search!.call({ query: 'weather' })
    expect(answer).toMatchObject({ isError: true, selection: null, found: [] })
    expect(answer.text).toContain('{"tasks"')
  })

  it('searches the catalog as it is at the time of the call', async () => {
    const changing = await createCrib({ sources: [PAYMENTS] })
    const { search, tools } = await changing.select(REFUND, { maxTools: 2 })
    await changing.update([PAYMENTS, MAIL])
    const { selection } = await search!.call({ tasks: ['send an email message'] })
    // With a second server every tool is called by another name, so the old entries leave.
    expect(names(selection!.tools)).toContain('mail__send_message')
    expect(selection!.session?.left).toEqual(
      expect.arrayContaining([expect.objectContaining({ why: 'changed' })]),
    )
    expect(tools.length).toBeGreaterThan(0)
  })
})
