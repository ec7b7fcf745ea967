import { describe, expect, it } from 'vitest'
import { DeskLists, type ListResult } from '../../../src/mcp/desk/DeskLists.js'
import { createSessionState } from '../../../src/session/SessionState.js'
import { loadTokenCounter } from '../../../src/tokens/loadTokenCounter.js'
import { fakeDesk, names, TOOLS, textOf, tool } from './fakeDesk.js'

const OWN = ['search_tools', 'call_read_tool', 'call_tool']
const REFUND = 'refund the last payment of this customer'
const WEATHER = 'what will the weather be in the city of Lisbon'
const none = {}

/** The servers' tools of a list for a task, which may hold a search tool too. */
const found = ({ tools }: ListResult) => tools.filter(({ name }) => name !== 'search_tools')

describe('a list without a task', () => {
  it('holds the own tools first, then what the session was handed out, byte for byte', async () => {
    const { desk } = fakeDesk()
    const first = await desk.listTools({ task: REFUND, maxTools: 2 }, none)
    const held = await desk.listTools({}, none)
    expect(names(held).slice(0, 3)).toEqual(OWN)
    expect(JSON.stringify(held.tools.slice(3))).toBe(JSON.stringify(found(first)))
    expect(held._meta).toMatchObject({
      'toolcrib/own': {
        search_tools: 'search_tools',
        call_read_tool: 'call_read_tool',
        call_tool: 'call_tool',
        renamed: [],
      },
      'toolcrib/selection': { rejected: [], unavailable: [] },
    })
    // Looking again changes nothing.
    expect(JSON.stringify((await desk.listTools({}, none)).tools)).toBe(JSON.stringify(held.tools))
  })

  it('marks what the own tools may do', async () => {
    const { tools } = await fakeDesk().desk.listTools({}, none)
    expect(tools.map(({ annotations }) => annotations)).toEqual([
      { readOnlyHint: true },
      { readOnlyHint: true },
      { readOnlyHint: false, destructiveHint: true, openWorldHint: true },
    ])
  })

  it('puts the own tools at the head of later lists of that session, and of no other', async () => {
    const { desk } = fakeDesk()
    await desk.listTools({ session: 'a' }, none)
    expect(names(await desk.listTools({ task: REFUND, session: 'a' }, none)).slice(0, 3)).toEqual(OWN)
    expect(names(await desk.listTools({ task: REFUND, session: 'b' }, none))).not.toContain('call_tool')
    expect(names(await desk.listTools({ task: REFUND }, none))).not.toContain('call_tool')
  })

  it('holds to its limits: what is least worthy leaves, and the own tools alone are an error above them', async () => {
    const { desk } = fakeDesk()
    const counter = await loadTokenCounter('o200k_base')
    await desk.listTools({}, none)
    const all = await desk.listTools({ task: REFUND, maxTools: 7 }, none)
    const limit = counter.count(JSON.stringify(all.tools)) - 1
    const held = await desk.listTools({ maxTokens: limit }, none)
    expect(held.tools.length).toBeLessThan(all.tools.length)
    expect(counter.count(JSON.stringify(held.tools))).toBeLessThanOrEqual(limit)
    expect(names(held)).toContain('create_refund')
    await expect(desk.listTools({ maxTokens: 30 }, none)).rejects.toMatchObject({ code: 'pins-over-budget' })
    await expect(desk.listTools({ maxTools: 2 }, none)).rejects.toMatchObject({ code: 'pins-over-budget' })
    // The session is as it was.
    expect(names(await desk.listTools({}, none))).toEqual(names(held))
  })

  it('leaves no own tools behind where it failed', async () => {
    const { desk } = fakeDesk()
    await expect(desk.listTools({ maxTokens: 30 }, none)).rejects.toMatchObject({ code: 'pins-over-budget' })
    expect(names(await desk.listTools({ task: REFUND, maxTools: 1 }, none))).toEqual(['create_refund'])
  })

  it('has the own tools where the server has none yet', async () => {
    const fake = fakeDesk()
    fake.tools = []
    expect(names(await fake.desk.listTools({}, none))).toEqual(OWN)
    await expect(fake.desk.listTools({ maxTokens: 30 }, none)).rejects.toMatchObject({
      code: 'pins-over-budget',
    })
    await expect(fake.desk.listTools({ maxTools: 1 }, none)).rejects.toMatchObject({
      code: 'pins-over-budget',
    })
    const note = (await fake.desk.listTools({}, none))._meta['toolcrib/selection']
    const counter = await loadTokenCounter('o200k_base')
    const tokens = counter.count(JSON.stringify((await fake.desk.listTools({}, none)).tools))
    expect(note).toMatchObject({ tokens: { after: tokens, limit: null } })
    expect(names(await fake.desk.listTools({ maxTokens: tokens, maxTools: 3 }, none))).toEqual(OWN)
    await expect(fake.desk.listTools({ maxTokens: tokens - 1 }, none)).rejects.toMatchObject({
      code: 'pins-over-budget',
    })
    expect((await fakeDesk().desk.listTools({ task: 'x', maxTools: 0 }, none)).tools).toEqual([])
  })

  it('drops a tool that the server changed or removed', async () => {
    const fake = fakeDesk()
    await fake.desk.listTools({ task: REFUND, maxTools: 2 }, none)
    await fake.desk.listTools({}, none)
    fake.tools = TOOLS.filter(({ name }) => name !== 'create_refund')
    expect(names(await fake.desk.listTools({}, none))).not.toContain('create_refund')
  })
})

it('looks at what a session holds without a turn passing, and indexes nothing anew', async () => {
  const fake = fakeDesk()
  await fake.desk.listTools({ task: REFUND }, none)
  const snapshot = fake.desk.snapshot!
  const options = { pinned: [], isReadOnly: () => false, loadCounter: () => loadTokenCounter('o200k_base') }
  const lists = new DeskLists({ ...options, crib: {}, validate: 'off', unknown: 'send' })
  const session = { state: createSessionState(), found: [], hasOwn: true, limits: {} }
  await lists.forTask(REFUND, { snapshot, session, anew: false })
  const { state } = session
  await lists.held({ snapshot, session })
  expect(session.state).toBe(state)
  session.limits = { maxTools: 3 }
  await lists.held({ snapshot, session })
  expect(session.state.entries).toEqual([])
  await fake.desk.listTools({}, none)
  expect(fake.desk.snapshot!.catalog).toBe(snapshot.catalog)
})

describe('a list for a task', () => {
  it('stands alone without a session, and the own session begins anew with it', async () => {
    const { desk } = fakeDesk()
    await desk.listTools({ task: REFUND, maxTools: 1 }, none)
    const second = await desk.listTools({ task: WEATHER, maxTools: 9 }, none)
    expect(names(second)).not.toContain('create_refund')
    expect(names(await desk.listTools({}, none))).toEqual([...OWN, ...names({ tools: found(second) })])
  })

  it('stays in its order where it stands alone, pinned and found ones in it included', async () => {
    const { desk } = fakeDesk({ pinned: ['translate_text'] })
    await desk.listTools({}, none)
    await desk.callTool({ name: 'search_tools', arguments: { tasks: [REFUND] } }, none)
    const first = await desk.listTools({ task: WEATHER }, none)
    expect(names(first)).toEqual(expect.arrayContaining(['create_refund', 'get_weather', 'translate_text']))
    expect(names(await desk.listTools({}, none))).toEqual(names(first))
  })

  it('holds a search tool where something was left out, and what it finds joins the next list', async () => {
    const { desk } = fakeDesk()
    const first = await desk.listTools({ task: REFUND, maxTools: 3, session: 's' }, none)
    expect(names(first)).toContain('search_tools')
    expect(first._meta['toolcrib/selection']).toMatchObject({
      search: { name: 'search_tools', tokens: expect.any(Number) },
    })
    await desk.listTools({ task: REFUND, session: 'other' }, none)
    const _meta = { 'toolcrib/session': 's' }
    const call = { name: 'search_tools', arguments: { tasks: [WEATHER] }, _meta }
    expect(textOf(await desk.callTool(call, none))).toMatch(/get_weather/)
    expect(names(await desk.listTools({ task: REFUND, maxTools: 3, session: 's' }, none))).toContain(
      'get_weather',
    )
    // Where the own tools stand at the head, one search tool is enough.
    const own = await desk.listTools({ session: 's', maxTools: 9 }, none)
    expect(names(own).filter((name) => name === 'search_tools')).toHaveLength(1)
  })

  it('is what a search that names no session works in, if it was listed last', async () => {
    const { desk } = fakeDesk()
    const list = (session: string) => desk.listTools({ task: REFUND, maxTools: 2, session }, none)
    await list('first')
    await list('last')
    await desk.callTool({ name: 'search_tools', arguments: { tasks: [WEATHER] } }, none)
    expect(names(await list('first'))).not.toContain('get_weather')
    expect(names(await list('last'))).toContain('get_weather')
  })

  it('goes on behind what its session holds', async () => {
    const { desk } = fakeDesk()
    const first = await desk.listTools({ task: REFUND, maxTools: 1, session: 's' }, none)
    const second = await desk.listTools({ task: WEATHER, maxTools: 5, session: 's' }, none)
    expect(names(second)[0]).toBe('create_refund')
    expect(names(second)).toContain('get_weather')
    expect(JSON.stringify(second.tools[0])).toBe(JSON.stringify(first.tools[0]))
    const note = second._meta['toolcrib/selection'] as { session: object }
    expect(note.session).toMatchObject({ appended: expect.arrayContaining(['get_weather']) })
    expect(note.session).not.toHaveProperty('state')
  })

  it('pins tools in every list', async () => {
    const { desk } = fakeDesk({ pinned: ['resize_image'] })
    expect(names(await desk.listTools({ task: REFUND, maxTools: 2 }, none))).toContain('resize_image')
    expect(names(await desk.listTools({}, none))).toContain('resize_image')
    expect(names(await desk.listTools({ session: 'new' }, none))).toEqual([...OWN, 'resize_image'])
    const wrong = fakeDesk({ pinned: ['resize'] }).desk
    await expect(wrong.listTools({ task: REFUND }, none)).rejects.toMatchObject({ code: 'pin-unknown' })
  })

  it('gives no time to live to a list that the next task changes', async () => {
    const fake = fakeDesk()
    expect(await fake.desk.listTools({ task: REFUND }, none)).not.toHaveProperty('ttlMs')
    fake.rest = { ttlMs: 60_000, cacheScope: 'private', _meta: { theirs: 1 } }
    expect(await fake.desk.listTools({ task: REFUND }, none)).toMatchObject({
      ttlMs: 0,
      cacheScope: 'private',
      _meta: { theirs: 1, 'toolcrib/selection': {} },
    })
  })
})

describe('sessions', () => {
  it('are kept a thousand, and the longest unused goes', async () => {
    const { desk } = fakeDesk()
    const holds = async (session: string) =>
      names(await desk.listTools({ task: WEATHER, maxTools: 3, session }, none)).includes('create_refund')
    for (const session of ['a', 'b']) await desk.listTools({ task: REFUND, maxTools: 1, session }, none)
    for (let index = 0; index < 998; index++)
      await desk.listTools({ task: WEATHER, maxTools: 1, session: `s${index}` }, none)
    expect(await holds('a')).toBe(true)
    await desk.listTools({ task: WEATHER, maxTools: 1, session: 'one more' }, none)
    expect(await holds('a')).toBe(true)
    expect(await holds('b')).toBe(false)
  })

  it('take two turns at once one after another', async () => {
    const { desk } = fakeDesk()
    const turn = (task: string) => desk.listTools({ task, maxTools: 4, session: 's' }, none)
    await Promise.all([turn(REFUND), turn(WEATHER)])
    const held = names(await desk.listTools({ session: 's', maxTools: 9 }, none))
    expect(held).toEqual(expect.arrayContaining(['create_refund', 'get_weather']))
  })
})

describe('a closed desk', () => {
  it('has forgotten every session, and can be used again', async () => {
    const { desk } = fakeDesk()
    for (const session of [undefined, 's']) await desk.listTools({ session }, none)
    await desk.close()
    for (const session of [undefined, 's'])
      expect(names(await desk.listTools({ session, task: REFUND, maxTools: 1 }, none))).toEqual([
        'create_refund',
      ])
  })

  it('ends a list that is under way', async () => {
    const fake = fakeDesk()
    const list = fake.desk.listTools({}, none)
    await fake.desk.close()
    await expect(list).rejects.toMatchObject({ code: 'aborted' })
    expect(fake.desk.snapshot).toBeUndefined()
  })
})

describe('a server tool that is named like an own one', () => {
  const theirs = tool('search_tools', 'Search the tools in the shed.', ['shelf'])

  it('keeps its name; ours is renamed and says so', async () => {
    const fake = fakeDesk()
    fake.tools = [...TOOLS, theirs]
    const held = await fake.desk.listTools({}, none)
    expect(names(held)).toEqual(['search_tools_2', 'call_read_tool', 'call_tool'])
    expect(held._meta['toolcrib/own']).toMatchObject({
      search_tools: 'search_tools_2',
      renamed: ['search_tools'],
    })
    expect(textOf(await fake.desk.callTool({ name: 'search_tools', arguments: { shelf: '3' } }, none))).toBe(
      'search_tools',
    )
    const found = await fake.desk.callTool({ name: 'search_tools_2', arguments: { tasks: [REFUND] } }, none)
    expect(textOf(found)).toContain('create_refund(')
    // A host that listed once goes on with that name when the server has given it up.
    fake.tools = TOOLS
    await fake.desk.listTools({ session: 'other' }, none)
    expect(
      textOf(await fake.desk.callTool({ name: 'search_tools_2', arguments: { tasks: [WEATHER] } }, none)),
    ).toContain('get_weather(')
    expect(fake.sent).toHaveLength(1)
  })

  it('leaves the name that ours was listed under to ours when it goes', async () => {
    const fake = fakeDesk()
    fake.tools = [...TOOLS, theirs]
    await fake.desk.listTools({}, none)
    fake.tools = TOOLS
    await fake.desk.listTools({ task: REFUND, session: 'other' }, none)
    const call = { name: 'search_tools_2', arguments: { tasks: [WEATHER] } }
    expect(textOf(await fake.desk.callTool(call, none))).toContain('get_weather(')
    expect(fake.sent).toEqual([])
  })
})
