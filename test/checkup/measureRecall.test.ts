import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { measureRecall } from '../../src/checkup/measureRecall.js'
import type { Crib } from '../../src/crib/Crib.js'
import { createCrib } from '../../src/crib/createCrib.js'

const tool = (name: string, description: string) => ({ name, description, inputSchema: { type: 'object' } })
const SOURCES = [
  {
    server: 'pay',
    tools: [
      tool('create_refund', 'Gives the money of a charge back.'),
      tool('list_invoices', 'Lists the invoices of a customer.'),
    ],
  },
  {
    server: 'mail',
    tools: [
      tool('send_message', 'Sends an email to somebody.'),
      tool('search', 'Finds emails in the mailbox.'),
    ],
  },
]
const OPTIONS = { maxTokens: 2_000, budgets: [0, 60, 2_000] }
const REFUND = { id: 'a', text: 'give the money of the last charge back', gold: ['pay/create_refund'] }
const BOTH = {
  id: 'b',
  text: 'send an email with the invoices of the customer',
  gold: ['mail/send_message', 'pay/list_invoices'],
}

let crib: Crib
beforeAll(async () => {
  crib = await createCrib({ sources: SOURCES })
})
afterAll(() => crib.close())

const measure = (rows: object[], more: object = {}) =>
  measureRecall(crib, { kind: 'tasks', rows: rows as never, leftOut: ['x'] }, { ...OPTIONS, ...more })

describe('measureRecall', () => {
  test('all is found where there is room for all', async () => {
    const recall = (await measure([REFUND, BOTH]))!
    expect(recall).toMatchObject({ kind: 'tasks', tasks: 2, leftOut: ['x'], misses: [], missedTools: 0 })
    expect(recall.selection).toMatchObject({
      recall: { value: 1, high: 1 },
      missed: { value: 0, low: 0 },
    })
    expect(recall.budgets.map(({ budget, tools, recall: { value } }) => [budget, tools, value])).toEqual([
      [0, 0, 0],
      [60, 2, 1],
      [2_000, 4, 1],
    ])
    expect(recall.servers.map(({ server, tasks }) => [server, tasks])).toEqual([
      ['mail', 1],
      ['pay', 2],
    ])
  })

  test('counts what is missing per task and names it, furthest down first', async () => {
    const wrong = {
      id: 'c',
      text: 'give the money of the last charge back',
      gold: ['mail/search', 'pay/create_refund'],
    }
    const recall = (await measure([REFUND, wrong], { maxTokens: 60 }))!
    expect(recall.selection.recall.value).toBe(0.75)
    expect(recall.selection.complete.value).toBe(0.5)
    expect(recall.selection.missed.value).toBe(50)
    expect(recall.searchMissed.value).toBe(0)
    expect(recall.misses).toMatchObject([{ id: 'c', needed: ['mail/search'] }])
    expect(recall.missedTools).toBe(1)
    expect(recall.servers.map(({ server, recall: { value } }) => [server, value])).toEqual([
      ['mail', 0],
      ['pay', 1],
    ])
  })

  test('one of several equals is enough', async () => {
    const row = { ...REFUND, gold: ['mail/search'], alternatives: { 'mail/search': ['pay/create_refund'] } }
    expect((await measure([row], { maxTokens: 60 }))!.selection.recall.value).toBe(1)
    const anyOf = { ...REFUND, gold: ['mail/search', 'pay/create_refund'], anyOf: true }
    expect((await measure([anyOf], { maxTokens: 60 }))!.selection.recall.value).toBe(1)
  })

  test('few tasks that all went well leave an interval, and a task that lacks two tools is one task', async () => {
    const { recall, missed } = (await measure([REFUND, BOTH]))!.selection
    expect(recall.low).toBeCloseTo(0.342, 3)
    expect(missed.high).toBeCloseTo(65.76, 1)
    const none = (await measure([REFUND, BOTH], { maxTokens: 0 }))!.selection
    expect(none.missed).toMatchObject({ value: 100, high: 100 })
  })

  test('a history is part of the task', async () => {
    const row = {
      id: 'd',
      text: 'yes, do that',
      history: ['send an email to Ana'],
      gold: ['mail/send_message'],
    }
    expect((await measure([row], { maxTokens: 60 }))!.selection.recall.value).toBe(1)
  })

  test('rows without gold are no evidence', async () => {
    expect(await measure([{ ...REFUND, gold: [] }])).toBeUndefined()
    expect((await measure([REFUND, { ...REFUND, id: 'e', gold: [] }]))!.tasks).toBe(1)
  })

  test('tells how far it is, and stops when it is told to', async () => {
    const seen: string[] = []
    await measure([REFUND, BOTH], {
      onProgress: async (done: number, of: number) => void seen.push(`${done}/${of}`),
    })
    expect(seen).toEqual(['1/2', '2/2'])
    await expect(measure([REFUND], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    })
  })
})
