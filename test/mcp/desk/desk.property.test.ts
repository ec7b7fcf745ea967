import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CribError } from '../../../src/errors.js'
import type { ListResult } from '../../../src/mcp/desk/DeskLists.js'
import { loadTokenCounter } from '../../../src/tokens/loadTokenCounter.js'
import { type FakeDesk, fakeDesk, names, TOOLS, textOf } from './fakeDesk.js'

const TASKS = TOOLS.map(({ description }) => String(description))
const KEYS = [undefined, 'a', 'b']
const none = {}

interface Step {
  what: 'task' | 'held' | 'search' | 'change'
  key: string | undefined
  task: string
  maxTokens: number | undefined
  maxTools: number | undefined
  /** How many of the tools the server has after a change. */
  size: number
}

const step = (limits: boolean): fc.Arbitrary<Step> =>
  fc.record({
    what: fc.constantFrom<Step['what']>('task', 'held', 'search', ...(limits ? (['change'] as const) : [])),
    key: fc.constantFrom(...KEYS),
    task: fc.constantFrom(...TASKS),
    maxTokens: limits
      ? fc.option(fc.integer({ min: 0, max: 700 }), { nil: undefined })
      : fc.constant(undefined),
    maxTools: limits ? fc.option(fc.nat(9), { nil: undefined }) : fc.constant(undefined),
    size: fc.nat(TOOLS.length),
  })

/** The list of a step; undefined for one that lists nothing, or where the own tools alone are over the limits. */
async function run(fake: FakeDesk, { what, key, task, maxTokens, maxTools, size }: Step) {
  if (what === 'change') fake.tools = TOOLS.slice(0, size)
  if (what === 'search') {
    const _meta = key === undefined ? {} : { 'toolcrib/session': key }
    await fake.desk.callTool({ name: 'search_tools', arguments: { tasks: [task] }, _meta }, none)
  }
  if (what !== 'task' && what !== 'held') return undefined
  const params = { session: key, maxTokens, maxTools }
  try {
    return await fake.desk.listTools(what === 'task' ? { ...params, task } : params, none)
  } catch (error) {
    if (CribError.is(error) && error.code === 'pins-over-budget') return undefined
    throw error
  }
}

it('never lists more than its limits, whatever its sessions did', async () => {
  const counter = await loadTokenCounter('o200k_base')
  await fc.assert(
    fc.asyncProperty(fc.array(step(true), { minLength: 1, maxLength: 12 }), async (steps) => {
      const fake = fakeDesk()
      for (const one of steps) {
        const list = await run(fake, one)
        if (list === undefined) continue
        const tokens = list.tools.length === 0 ? 0 : counter.count(JSON.stringify(list.tools))
        expect(tokens).toBeLessThanOrEqual(one.maxTokens ?? tokens)
        expect(list.tools.length).toBeLessThanOrEqual(one.maxTools ?? list.tools.length)
        expect(list._meta['toolcrib/selection']).toMatchObject({ tokens: { after: tokens } })
        // Nothing stands there that the server does not have, and nothing twice.
        const known = new Set([
          ...names({ tools: fake.tools }),
          'search_tools',
          'call_read_tool',
          'call_tool',
        ])
        expect(names(list).filter((name) => !known.has(name))).toEqual([])
        expect(new Set(names(list)).size).toBe(list.tools.length)
      }
    }),
    { numRuns: 40 },
  )
})

it('only appends to the list of a session while there is room', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step(false), { minLength: 2, maxLength: 12 }), async (steps) => {
      const fake = fakeDesk()
      const last = new Map<string | undefined, ListResult>()
      for (const one of steps) {
        const list = await run(fake, one)
        if (list === undefined) continue
        const before = last.get(one.key)
        last.set(one.key, list)
        // A selection without a session stands alone, and own tools join at the head, once.
        if (before === undefined || (one.key === undefined && one.what === 'task')) continue
        if (names(list).includes('call_tool') && !names(before).includes('call_tool')) continue
        expect(JSON.stringify(list.tools.slice(0, before.tools.length))).toBe(JSON.stringify(before.tools))
      }
    }),
    { numRuns: 40 },
  )
})

it('reaches every tool for a host that lists once, whatever fits its list', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(3, 4, 20), fc.nat(TOOLS.length - 1), async (maxTools, at) => {
      const fake = fakeDesk({ maxTools })
      expect(names(await fake.desk.listTools({}, none))).toContain('call_tool')
      const { name, inputSchema } = TOOLS[at]!
      const found = await fake.desk.callTool({ name: 'search_tools', arguments: { tasks: TASKS[at] } }, none)
      expect(textOf(found)).toContain(`${name}(`)
      const [parameter] = inputSchema!['required'] as string[]
      const call = { name, arguments: { [parameter!]: 'x' } }
      expect(textOf(await fake.desk.callTool({ name: 'call_tool', arguments: call }, none))).toBe(name)
    }),
    { numRuns: 25 },
  )
})
