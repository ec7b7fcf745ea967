import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Crib, SelectOptions } from '../../src/crib/Crib.js'
import { createCrib } from '../../src/crib/createCrib.js'
import type { Selection } from '../../src/crib/Selection.js'
import { SEARCH_ID } from '../../src/crib/searchDefinition.js'
import { CribError } from '../../src/errors.js'
import { createSessionState, type SessionState } from '../../src/session/SessionState.js'
import { loadTokenCounter } from '../../src/tokens/loadTokenCounter.js'
import type { TokenCounter } from '../../src/tokens/TokenCounter.js'
import { MAIL, PAYMENTS, tool, WEATHER } from './sources.js'

/** Has a tool of the name that the search tool would like, and tools that cannot be shortened. */
const SHED = {
  server: 'shed',
  tools: [
    tool('search_tools', 'Finds rakes and spades in the shed.'),
    { name: 'rake', inputSchema: { type: 'object', anyOf: [{ required: ['a'] }, { required: ['b'] }] } },
  ],
}
const LATER = {
  ...PAYMENTS,
  tools: [tool('create_refund', 'Refunds a charge, now.'), ...PAYMENTS.tools.slice(1)],
}
const CATALOGS = [
  [PAYMENTS, MAIL, WEATHER],
  [PAYMENTS, MAIL],
  [LATER, MAIL, WEATHER],
  [PAYMENTS, SHED],
  [SHED],
]
const TASKS = [
  'refund the last charge',
  'send an email message to Ana and then find the weather forecast for Lisbon',
  'rake the leaves with a tool from the shed',
  'register a new customer and list the invoices',
  'zzzz qqqq',
]
const COUNTERS: readonly (TokenCounter | undefined)[] = [
  undefined,
  // Lists far above the sum of their tools, and far below.
  { name: 'steep', exact: true, count: (text) => Math.ceil(text.length ** 1.2 / 8) },
  { name: 'flat', exact: true, count: (text) => Math.ceil(Math.sqrt(text.length)) },
]

/** Definitions of the host's own; the first has the name that the search tool would like. */
const OWN = [tool('search_tools', 'Finds tools.'), tool('ask_user', 'Asks the user.')]

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const options: fc.Arbitrary<SelectOptions> = fc.record({
  maxTokens: optional(fc.oneof(fc.nat(150), fc.nat(600))),
  maxTools: optional(fc.nat(6)),
  maxShare: optional(fc.double({ min: 0, max: 1, noNaN: true })),
  search: optional(fc.constantFrom('auto', 'on', 'off')),
  levels: optional(fc.subarray(['full', 'compact', 'signature', 'name'] as const, { minLength: 1 })),
  pinned: optional(fc.subarray(['payments/create_refund', 'mail/send_message', 'shed/rake'])),
  minConfidence: optional(fc.constantFrom(0, 0.5)),
  exclude: optional(fc.constant(['payments/*'])),
  own: fc.option(fc.subarray(OWN), { nil: undefined, freq: 4 }),
  billedAs: fc.option(fc.constantFrom('claude-opus-5-5', 'gpt-4o'), { nil: undefined, freq: 8 }),
})
const turn = fc.record({ task: fc.constantFrom(...TASKS), options, catalog: fc.nat(12), lost: fc.nat(9) })
const conversation = fc.record({
  counter: fc.constantFrom(...COUNTERS),
  turns: fc.array(turn, { minLength: 1, maxLength: 8 }),
  isSession: fc.boolean(),
})

interface Turn {
  selection: Selection
  asked: SelectOptions
  crib: Crib
  counter: TokenCounter
}

const sorted = (ids: readonly string[]) => [...ids].sort()

function checkLimits({ selection, asked, counter }: Turn): void {
  const { tools, tokens, search } = selection
  if (asked.billedAs === undefined)
    expect(tokens.after).toBe(tools.length === 0 ? 0 : counter.count(JSON.stringify(tools)))
  expect(tokens.after).toBeLessThanOrEqual(asked.maxTokens ?? tokens.after)
  expect(tools.length).toBeLessThanOrEqual(asked.maxTools ?? tools.length)
  const names = tools.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  if (asked.search === 'on') expect(search).not.toBeNull()
  if (asked.search === 'off') expect(search).toBeNull()
  if (search !== null) expect(names).toContain(search.name)
}

function checkItems({ selection, asked, crib }: Turn): void {
  const { tools, items, left, session } = selection
  const own = asked.own ?? []
  expect(tools.slice(0, own.length)).toEqual(own)
  const names = new Set(tools.map(({ name }) => name))
  for (const item of items) expect(names).toContain(item.wireName)
  for (const { id, why } of left) {
    expect(names).not.toContain(crib.catalog.wireName(id))
    if (asked.maxTokens === undefined) expect(why).not.toBe('max-tokens')
  }
  const ids = items.map(({ id }) => id)
  for (const pin of asked.pinned ?? []) expect(ids).toContain(pin)
  const beside = (session?.idle.length ?? 0) + (selection.search === null ? 0 : 1)
  expect(tools.length).toBe(own.length + items.length + beside)
}

function checkSession({ selection: { items, session } }: Turn, before: SessionState): void {
  const { state, kept, idle, appended, left } = session!
  const ids = (entries: SessionState['entries']) =>
    entries.map(({ id }) => id).filter((id) => id !== SEARCH_ID)
  const [old, now] = [ids(before.entries), ids(state.entries)]
  expect(sorted([...kept, ...idle, ...appended])).toEqual(sorted(now))
  expect(sorted([...kept, ...appended])).toEqual(sorted(items.map(({ id }) => id)))
  expect(sorted([...kept, ...idle, ...left.map(({ id }) => id)])).toEqual(sorted(old))
  const at = before.entries.findIndex(({ json }, index) => state.entries[index]?.json !== json)
  expect(session!.break?.at ?? -1).toBe(at)
}

async function checkExplained({ selection, crib, asked }: Turn, task: string, lost: number): Promise<void> {
  const { id } = crib.catalog.tools[lost % crib.catalog.tools.length]!
  const { outcome } = await crib.explain(task, id, asked)
  expect(outcome === 'handed-out').toBe(selection.items.some((item) => item.id === id))
  expect(outcome === 'idle').toBe(selection.session?.idle.includes(id) ?? false)
  const left = selection.left.find((item) => item.id === id)
  if (left !== undefined) expect(outcome).toBe(left.why)
}

/** Undefined where the limits are below what must be in the list. */
async function selected(crib: Crib, task: string, asked: SelectOptions): Promise<Selection | undefined> {
  try {
    return await crib.select(task, asked)
  } catch (error) {
    if (!CribError.is(error) || error.code !== 'pins-over-budget') throw error
    const fixed = [...(asked.pinned ?? []), ...(asked.own ?? [])]
    expect(asked.search === 'on' || fixed.length > 0).toBe(true)
    return undefined
  }
}

it('holds every limit, and tells one story in every turn, whatever comes', { timeout: 60_000 }, async () => {
  const o200k = await loadTokenCounter('o200k_base')
  const check = fc.asyncProperty(conversation, async ({ counter, turns, isSession }) => {
    const requires = {
      'mail/send_message': ['mail/search_messages'],
      'mail/search_messages': ['mail/send_message'],
    }
    const crib = await createCrib({ sources: CATALOGS[0]!, requires, tokenizer: counter })
    let session = createSessionState()
    for (const { task, options: given, catalog, lost } of turns) {
      const sources = CATALOGS[catalog]
      if (sources !== undefined) await crib.update(sources)
      const pinned = given.pinned?.filter((pin) => crib.catalog.get(pin) !== undefined)
      const own = given.own?.filter(({ name }) => crib.catalog.get(name) === undefined)
      const asked = { ...given, own, pinned, session: isSession ? session : undefined }
      const selection = await selected(crib, task, asked)
      if (selection === undefined) continue
      const one = { selection, asked, crib, counter: counter ?? o200k }
      checkLimits(one)
      checkItems(one)
      await checkExplained(one, task, lost)
      if (!isSession) continue
      checkSession(one, session)
      session = JSON.parse(JSON.stringify(selection.session!.state))
    }
  })
  await fc.assert(check, { numRuns: 60 })
})
