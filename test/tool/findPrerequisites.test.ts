import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { createCatalog } from '../../src/tool/Catalog.js'
import { findPrerequisites } from '../../src/tool/findPrerequisites.js'
import type { Json, ToolDefinition } from '../../src/tool/Tool.js'
import { sharedPath } from '../shared.js'

interface Draft {
  description?: string
  /** Required parameters, with their descriptions. */
  takes?: Record<string, string>
  /** Properties of its output schema. */
  gives?: readonly string[]
  requires?: Json
}

const definition = (name: string, { description, takes = {}, gives, requires }: Draft): ToolDefinition => ({
  name,
  ...(description === undefined ? {} : { description }),
  inputSchema: {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(takes).map(([key, text]) => [key, { type: 'string', description: text }]),
    ),
    required: Object.keys(takes),
  },
  ...(gives === undefined
    ? {}
    : {
        outputSchema: {
          type: 'object',
          properties: {
            items: {
              type: 'array',
              items: { properties: Object.fromEntries(gives.map((key) => [key, {}])) },
            },
          },
        },
      }),
  ...(requires === undefined ? {} : { _meta: { 'toolcrib/requires': requires } }),
})

function needsOf(drafts: Record<string, Draft>, tool: string): string[][] | undefined {
  const tools = Object.entries(drafts).map(([name, draft]) => definition(name, draft))
  return findPrerequisites(createCatalog([{ server: 's', tools }]).tools).get(`s/${tool}`)
}

describe('tools that a description names', () => {
  test.each([
    ['Where to post; get the id from get_rooms.', true],
    ['An id as returned by `get_rooms`.', true],
    ['Use get_rooms to find it.', true],
    ['Call get_rooms first.', true],
    ['Of the room, see also get_rooms', false],
    ['Do not use get_rooms for this.', false],
    ['Pass it on to get_rooms.', false],
    ['For private rooms, use get_rooms to find it.', false],
    ['Set it before calling get_rooms to find members.', false],
  ])('of a required parameter: %s', (text, expected) => {
    expect(needsOf({ post: { takes: { target: text } }, get_rooms: {} }, 'post')).toEqual(
      expected ? [['s/get_rooms']] : undefined,
    )
  })

  test.each([
    ['Posts a text. You must call get_rooms first.', true],
    ['Posts. Always run get_rooms before using this tool.', true],
    ['Posts. Requires roomId from get_rooms.', true],
    ['Posts. Use get_rooms to find the room id.', true],
    ['Posts. Use get_rooms instead when the room is new.', false],
    ['Posts. For lists, use get_rooms.', false],
    ['Posts; call this before calling get_rooms.', false],
    ['Posts. Its result is used by get_rooms.', false],
  ])('of a tool: %s', (description, expected) => {
    expect(needsOf({ post: { description }, get_rooms: {} }, 'post')).toEqual(
      expected ? [['s/get_rooms']] : undefined,
    )
  })

  it('are alternatives where the text says or, and all needed where it says and', () => {
    const others = { get_rooms: {}, find_rooms: {}, get_keys: {} }
    const or = { takes: { room: 'Its id, returned by get_rooms or find_rooms.' } }
    expect(needsOf({ post: or, ...others }, 'post')).toEqual([['s/find_rooms', 's/get_rooms']])
    const and = { description: 'Requires roomId from get_rooms and keyId from get_keys.' }
    expect(needsOf({ post: and, ...others }, 'post')).toEqual([['s/get_keys'], ['s/get_rooms']])
  })

  it('count only where the parameter is required, and a plain word only where it is marked as a tool', () => {
    const tools = [
      {
        name: 'post',
        inputSchema: { type: 'object', properties: { room: { description: 'Get it from get_rooms.' } } },
      },
      definition('read', { takes: { text: 'Get it from rooms.' } }),
      definition('send', { takes: { text: 'Get it from the `rooms` tool.' } }),
      definition('get_rooms', {}),
      definition('rooms', {}),
    ]
    const found = findPrerequisites(createCatalog([{ server: 's', tools }]).tools)
    expect([...found]).toEqual([['s/send', [['s/rooms']]]])
  })

  it('are not tools that make something, unless it is what they return', () => {
    const post = (text: string) => ({ post: { takes: { room: text } }, create_room: {} })
    expect(needsOf(post('If there is none, use create_room to get one.'), 'post')).toBeUndefined()
    expect(needsOf(post('The id returned by create_room.'), 'post')).toEqual([['s/create_room']])
  })
})

describe('ids that another tool lists', () => {
  it('by the name of the tool, or by its output schema', () => {
    const post = { takes: { channel_id: 'Where to post' } }
    expect(needsOf({ post, list_channels: {}, list_users: {} }, 'post')).toEqual([['s/list_channels']])
    expect(needsOf({ post, 'channel-overview': { gives: ['channelId'] } }, 'post')).toEqual([
      ['s/channel-overview'],
    ])
    expect(needsOf({ post, 'chat-list-channels': {} }, 'post')).toEqual([['s/chat-list-channels']])
  })

  test.each<[string, Record<string, Draft>]>([
    ['the lister asks for the id itself', { list_channels: { takes: { channelId: '' } } }],
    ['the tool makes what it gives', { chat_create_channel: { gives: ['channel_id'] } }],
    ['the tool is about something else', { list_reactions: { gives: ['channel_id'] } }],
    [
      'more than three tools could give it',
      {
        a_channel: { gives: ['channel_id'] },
        b_channel: { gives: ['channel_id'] },
        c_channel: { gives: ['channel_id'] },
        d_channel: { gives: ['channel_id'] },
      },
    ],
    ['nothing lists it', { list_channel_members: {} }],
  ])('not where %s', (_, others) => {
    expect(needsOf({ post: { takes: { channel_id: '' } }, ...others }, 'post')).toBeUndefined()
  })

  it('not where the value may be a name, is no id, or is of who calls', () => {
    const lists = { list_channels: {}, list_users: {} }
    for (const takes of [
      { channel_id: 'Id or name of the channel' },
      { channel_id: 'ID or identifier, like C-1' },
      { channel: '' },
      { user_id: '' },
      { id: '' },
    ])
      expect(needsOf({ post: { takes: takes as Record<string, string> }, ...lists }, 'post')).toBeUndefined()
  })
})

describe('declared prerequisites', () => {
  it('by the server, of its own tools only', () => {
    const own = { post: { requires: ['login', ['a', 'b'], 'gone', 7] }, login: {}, a: {}, b: {} }
    expect(needsOf(own, 'post')).toEqual([['s/login'], ['s/a', 's/b']])
    const tools = createCatalog([
      {
        server: 'good',
        tools: [definition('post', { takes: { room_id: 'Get it from list_rooms.' } }), definition('x', {})],
      },
      {
        server: 'bad',
        tools: [definition('list_rooms', { gives: ['room_id'], requires: ['post', 'good/post', 'x'] })],
      },
    ]).tools
    expect(findPrerequisites(tools).size).toBe(0)
  })

  it('by the caller, of any server, beside what is found', () => {
    const tools = createCatalog([
      { server: 'a', tools: [definition('post', { takes: { room_id: '' } }), definition('list_rooms', {})] },
      { server: 'b', tools: [definition('login', {})] },
    ]).tools
    const found = findPrerequisites(tools, { requires: { 'a/post': ['b/login'] } })
    expect([...found]).toEqual([['a/post', [['a/list_rooms'], ['b/login']]]])
    for (const requires of [{ 'a/post': ['nobody'] }, { nobody: ['b/login'] }])
      expect(() => findPrerequisites(tools, { requires })).toThrowError(
        expect.objectContaining({ code: 'tool-unknown' }),
      )
  })
})

describe('whatever servers send', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(
        fc.constantFrom(
          'call',
          'first',
          'from',
          'list_rooms',
          'get_keys',
          'post',
          'or',
          'id',
          'use',
          'to',
          'find',
          '.',
        ),
        { maxLength: 12 },
      )
      .map((words) => words.join(' ')),
  )
  const tool = fc.record({
    description: text,
    takes: fc.dictionary(fc.constantFrom('room_id', 'key_id', 'constructor', '__proto__'), text, {
      maxKeys: 2,
    }),
    gives: fc.subarray(['room_id', 'keyId']),
    requires: fc.oneof(fc.jsonValue() as fc.Arbitrary<Json>, fc.constant<Json>(['post', 'get_keys'])),
  })
  const list = fc.dictionary(fc.constantFrom('post', 'list_rooms', 'get_keys', 'toString'), tool, {
    noNullPrototype: true,
  })

  it('only tools of one server need one another, never themselves, in an order that the input does not change', () => {
    fc.assert(
      fc.property(list, list, (first, second) => {
        const source = (server: string, drafts: Record<string, Draft>) => ({
          server,
          tools: Object.entries(drafts).map(([name, draft]) => definition(name, draft)),
        })
        const { tools } = createCatalog([source('a', first), source('b', second)])
        const found = findPrerequisites(tools)
        for (const [id, groups] of found) {
          expect(groups.length).toBeGreaterThan(0)
          for (const group of groups) {
            expect(group.length).toBeGreaterThan(0)
            expect(group).not.toContain(id)
            for (const need of group) expect(need.split('/')[0]).toBe(id.split('/')[0])
          }
        }
        const turned = findPrerequisites([...tools].reverse())
        expect(Object.fromEntries(turned)).toEqual(Object.fromEntries(found))
      }),
      { numRuns: 300 },
    )
  })

  const catalogs = sharedPath('catalogs')
  it.skipIf(catalogs === undefined)(
    'finds in 59 real lists what was counted (skipped without ../shared)',
    () => {
      let tools = 0
      let needy = 0
      for (const file of readdirSync(catalogs!).filter((name) => name.endsWith('.json'))) {
        const list = JSON.parse(readFileSync(`${catalogs}/${file}`, 'utf8')) as { tools: unknown[] }
        const catalog = createCatalog([{ server: file, tools: list.tools }], 'skip')
        tools += catalog.tools.length
        needy += findPrerequisites(catalog.tools).size
      }
      expect(tools).toBe(3390)
      expect(needy).toBeGreaterThan(350)
      expect(needy).toBeLessThan(600)
    },
  )
})

it('costs no more than the length of a list: 20,000 tools of one server in under two seconds', () => {
  const tools = Array.from({ length: 20_000 }, (_, at) => definition(`tool_${at}`, { description: 'Works.' }))
  const catalog = createCatalog([{ server: 'one', tools }])
  const began = performance.now()
  expect(findPrerequisites(catalog.tools).size).toBe(0)
  expect(performance.now() - began).toBeLessThan(2000)
})
