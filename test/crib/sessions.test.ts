import { beforeAll, expect, it } from 'vitest'
import type { Crib } from '../../src/crib/Crib.js'
import { createCrib } from '../../src/crib/createCrib.js'
import { createSessionState } from '../../src/session/SessionState.js'
import { loadTokenCounter } from '../../src/tokens/loadTokenCounter.js'
import { MAIL, PAYMENTS, sources, WEATHER } from './sources.js'

let crib: Crib

beforeAll(async () => {
  crib = await createCrib({ sources })
})

const TASKS = ['refund the last charge', 'weather forecast for Lisbon', 'send an email message to Ana']

/** Two tools with long descriptions, and a session in which the first was handed out in full. */
async function wordyClerks() {
  const text = `Registers things. ${'It does so with care, as any clerk would. '.repeat(20)}`
  const clerk = (name: string) => ({ name, description: `${name}. ${text}`, inputSchema: { type: 'object' } })
  const two = await createCrib({ sources: [{ tools: [clerk('register_cats'), clerk('register_dogs')] }] })
  const cats = await two.select('register cats', {
    session: createSessionState(),
    search: 'off',
    maxTools: 1,
  })
  return { two, cats }
}

it('keeps the list over turns, byte for byte, and puts new tools behind', async () => {
  let session = createSessionState()
  let before: string[] = []
  for (const task of TASKS) {
    const selection = await crib.select(task, { session, maxTokens: 2000 })
    const list = selection.tools.map((one) => JSON.stringify(one))
    expect(list.slice(0, before.length)).toEqual(before)
    expect(selection.session?.break).toBeNull()
    before = list
    session = JSON.parse(JSON.stringify(selection.session!.state))
  }
  expect(before[0]).toContain('search_tools')
  expect(before.join()).toContain('get_forecast')
})

it('tells what the task asks for from what only stands there', async () => {
  const first = await crib.select(TASKS[0]!, { session: createSessionState() })
  const second = await crib.select(TASKS[1]!, { session: first.session!.state })
  expect(second.items.map(({ id }) => id)).toContain('weather/get_forecast')
  expect(second.items.map(({ id }) => id)).not.toContain('payments/create_refund')
  expect(second.session!.idle).toContain('payments/create_refund')
  expect(second.session!.appended).toContain('weather/get_forecast')
})

it('hands out the same list for the same task', async () => {
  const first = await crib.select(TASKS[0]!, { session: createSessionState(), maxTokens: 300 })
  const second = await crib.select(TASKS[0]!, { session: first.session!.state, maxTokens: 300 })
  expect(second.tools).toEqual(first.tools)
  expect(second.items).toEqual(first.items)
  expect(second.session).toMatchObject({ appended: [], left: [], break: null })
})

it('stays within the budget whatever comes, and reports the break', async () => {
  const counter = await loadTokenCounter('o200k_base')
  let session = createSessionState()
  const breaks: unknown[] = []
  for (const task of [...TASKS, ...TASKS, 'register a new customer']) {
    const { tools, tokens, session: change } = await crib.select(task, { session, maxTokens: 180 })
    expect(counter.count(JSON.stringify(tools))).toBe(tokens.after)
    expect(tokens.after).toBeLessThanOrEqual(180)
    if (change!.break !== null) breaks.push(change!.break)
    session = change!.state
  }
  expect(breaks).toContainEqual(
    expect.objectContaining({ why: 'max-tokens', rewrittenTokens: expect.any(Number) }),
  )
})

it('lets a tool leave that its server no longer has, and says so', async () => {
  const changing = await createCrib({ sources: [PAYMENTS, MAIL, WEATHER] })
  const first = await changing.select(TASKS[1]!, { session: createSessionState() })
  await changing.update([PAYMENTS, MAIL])
  const second = await changing.select(TASKS[0]!, { session: first.session!.state })
  expect(second.session!.left).toEqual([{ id: 'weather/get_forecast', why: 'removed' }])
  expect(JSON.stringify(second.tools)).not.toContain('get_forecast')
})

it('takes a tool at a lower level rather than let another go', async () => {
  const { two, cats } = await wordyClerks()
  const maxTokens = cats.tokens.after + 60
  const dogs = await two.select('register dogs', {
    session: cats.session!.state,
    search: 'off',
    maxTokens,
    maxTools: 5,
  })
  expect(dogs.session!.break).toBeNull()
  expect(dogs.items.find(({ id }) => id === 'register_dogs')?.level).not.toBe('full')
})

it('refuses a session that does not parse', async () => {
  await expect(crib.select(TASKS[0]!, { session: { version: 2 } as never })).rejects.toMatchObject({
    code: 'session-invalid',
  })
})

it('takes the same task with other options for another question', async () => {
  const without = { exclude: ['weather/*'], search: 'off' as const }
  const first = await crib.select(TASKS[1]!, { ...without, session: createSessionState() })
  expect(JSON.stringify(first.tools)).not.toContain('get_forecast')
  const second = await crib.select(TASKS[1]!, { search: 'on', session: first.session!.state })
  expect(second.items.map(({ id }) => id)).toContain('weather/get_forecast')
  expect(second.search).not.toBeNull()
})

it('lets the search tool go where it would keep the best tool out', async () => {
  const first = await crib.select(TASKS[1]!, { session: createSessionState(), maxTools: 2 })
  expect(first.search).not.toBeNull()
  const second = await crib.select(TASKS[0]!, { session: first.session!.state, maxTools: 1 })
  expect(second.items.map(({ id }) => id)).toEqual(['payments/create_refund'])
  expect(second.search).toBeNull()
})

it('hands a pinned tool out anew, and shorter, where pins do not fit as they stand there', async () => {
  const { two, cats } = await wordyClerks()
  const pinned = ['register_cats', 'register_dogs']
  const both = await two.select('register cats', {
    session: cats.session!.state,
    search: 'off',
    maxTokens: cats.tokens.after,
    pinned,
  })
  expect(both.items.map(({ id }) => id).sort()).toEqual(pinned)
  expect(both.session!.left).toEqual([{ id: 'register_cats', why: 'max-tokens' }])
  expect([...both.session!.appended].sort()).toEqual(pinned)
  expect(both.tokens.after).toBeLessThanOrEqual(cats.tokens.after)
})

it('names no tool as left that stands in the list, and explains it as idle', async () => {
  const first = await crib.select(TASKS[0]!, { session: createSessionState() })
  const options = { session: first.session!.state, maxTools: 5 }
  const second = await crib.select(TASKS[1]!, options)
  expect(second.session!.idle).toContain('payments/create_refund')
  expect(second.left.map(({ id }) => id)).not.toContain('payments/create_refund')
  expect(await crib.explain(TASKS[1]!, 'payments/create_refund', options)).toMatchObject({
    outcome: 'idle',
    displacedBy: [],
    summary: expect.stringContaining('stands in the list from earlier turns'),
  })
})

it('refuses an entry under the name of another tool', async () => {
  const { session } = await crib.select(TASKS[0]!, { session: createSessionState() })
  const named = structuredClone(session!.state)
  const entry = named.entries.find(({ id }) => id === 'payments/create_refund')!
  entry.wireName = 'weather__get_forecast'
  entry.json = entry.json.replace('payments__create_refund', 'weather__get_forecast')
  await expect(crib.select(TASKS[1]!, { session: named })).rejects.toMatchObject({
    code: 'session-invalid',
    details: { id: 'payments/create_refund', wireName: 'weather__get_forecast' },
  })
})

it('says what the list was full of, of a tool that the task asks for too', async () => {
  const ranks = await crib.rank(TASKS[1]!)
  const [best, faint, far] = [ranks.items[0]!, ranks.items[1]!, ranks.items.at(-1)!].map(
    ({ tool }) => tool.id,
  )
  expect(ranks.items[1]!.confidence).toBeLessThan(0.04)
  let session = createSessionState()
  for (const pinned of [[far!], [far!, faint!]])
    session = (await crib.select('zzzz qqqq', { session, pinned, search: 'off' })).session!.state
  for (const maxTokens of [undefined, 5000]) {
    const limits = { maxTokens, maxTools: 2, minConfidence: 0, search: 'off' } as const
    const full = await crib.select(TASKS[1]!, { session, ...limits })
    expect(full.items.map(({ id }) => id)).toEqual([best])
    // The last of equals left the list for the best tool.
    expect(full.session!.left).toEqual([{ id: faint, why: 'max-tools' }])
    const again = await crib.select(TASKS[1]!, { session: full.session!.state, ...limits })
    for (const { left } of [full, again]) expect(left.find(({ id }) => id === faint)?.why).toBe('max-tools')
  }
})

it('counts as idle what is not offered any more, though the last turn asked for it', async () => {
  const options = { search: 'off', maxTools: 3 } as const
  const first = await crib.select(TASKS[0]!, { ...options, session: createSessionState() })
  const second = await crib.select(TASKS[1]!, { ...options, session: first.session!.state })
  const { state, idle } = second.session!
  expect(idle).not.toEqual([])
  // As where a calibration came between two turns that ask for the same.
  const entries = state.entries.map((entry) => ({ ...entry, lastWanted: state.turn }))
  const third = await crib.select(TASKS[1]!, { ...options, session: { ...state, entries } })
  expect(third.session).toMatchObject({ idle, appended: [], left: [] })
  expect(third.session!.kept).toEqual(third.items.map(({ id }) => id))
})

it('does not name a near-copy as left that stands in the list', async () => {
  const refund = { name: 'refund', description: 'Gives the money of a charge back to the customer who paid.' }
  const two = await createCrib({
    sources: ['one', 'two'].map((server) => ({
      server,
      tools: [{ ...refund, inputSchema: { type: 'object' } }],
    })),
  })
  const task = 'give the money of a charge back'
  const alone = await two.select(task)
  const copy = alone.left.find(({ why }) => why === 'near-copy')!
  const first = await two.select(task, { session: createSessionState(), pinned: [copy.id] })
  const second = await two.select(task, { session: first.session!.state })
  expect(second.session!.idle).toEqual([copy.id])
  expect(second.left).toEqual([])
})
