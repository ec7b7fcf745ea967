import type { Client } from '@modelcontextprotocol/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refuseWrongHeaders } from '../../../src/mcp/gateway/face/refuseWrongHeaders.js'
import { RecentEvents } from '../../../src/mcp/gateway/http/RecentEvents.js'
import { withStatus } from '../../../src/mcp/gateway/http/withStatus.js'
import { ERAS, type Era, textOf, tool, Workshop } from './workshop.js'

let shop: Workshop
beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop.end())

const TOOLS = [
  tool('read', 'Reads.', { annotations: { readOnlyHint: true } }),
  tool('add', 'Adds.', { annotations: { destructiveHint: false } }),
  tool('wipe', 'Wipes the disk.'),
]

describe.each(ERAS)('confirm in the %s era', (era) => {
  async function open(capabilities: object, action: string): Promise<{ client: Client; asked: string[] }> {
    const entries = { disk: shop.server('disk', { tools: TOOLS }) }
    const gateway = await shop.gateway(entries, { trusted: ['disk'], confirm: 'destructive' })
    const client = await shop.client(await shop.http(gateway), era as Era, { capabilities })
    const asked: string[] = []
    if ('elicitation' in capabilities)
      client.setRequestHandler('elicitation/create', ({ params }) => {
        asked.push(params.message)
        return { action: action as 'accept', content: {} }
      })
    return { client, asked }
  }
  const call = async (client: Client, name: string) =>
    textOf(await client.callTool({ name: 'call_tool', arguments: { name, arguments: { text: 'x' } } }))
  const sent = () => shop.sent('disk').map(({ params }) => params['name'])

  it('asks before what may destroy, each time', async () => {
    const { client, asked } = await open({ elicitation: { form: {} } }, 'accept')
    for (const name of ['disk__read', 'disk__add', 'disk__wipe', 'disk__wipe']) await call(client, name)
    expect(sent()).toEqual(['read', 'add', 'wipe', 'wipe'])
    expect(asked).toEqual(Array(2).fill('Call disk/wipe with {"text":"x"}? It may change or delete things.'))
  })

  it('does not call what the user does not allow, nor where nobody can be asked', async () => {
    const { client } = await open({ elicitation: { form: {} } }, 'decline')
    expect(await call(client, 'disk__wipe')).toContain('did not allow')
    const { client: mute } = await open({}, '')
    expect(await call(mute, 'disk__wipe')).toContain('this client cannot ask')
    expect(sent()).toEqual([])
  })
})

it('does not take a state that is of another call for an answer', async () => {
  const gateway = await shop.gateway(
    { disk: shop.server('disk', { tools: TOOLS }) },
    { confirm: 'destructive' },
  )
  const client = await shop.client(await shop.http(gateway), 'modern', {
    capabilities: { elicitation: { form: {} } },
  })
  const params = (text: string, more: object = {}) => ({ name: 'disk__wipe', arguments: { text }, ...more })
  const request = (given: object) =>
    client.request(
      { method: 'tools/call', params: given } as never,
      { allowInputRequired: true } as never,
    ) as Promise<Record<string, unknown>>
  const { requestState } = await request(params('a'))
  const inputResponses = { 'toolcrib-confirm': { action: 'accept', content: {} } }
  expect(await request(params('b', { requestState, inputResponses }))).toMatchObject({
    resultType: 'input_required',
  })
  expect(shop.sent('disk')).toEqual([])
  await request(params('a', { requestState, inputResponses }))
  expect(shop.sent('disk')).toHaveLength(1)
})

it('shows which tools are for apps, have a UI, or run as tasks alone', async () => {
  const tools = [
    tool('button', 'Is for an app alone.', { _meta: { ui: { visibility: ['app'] } } }),
    tool('chart', 'Draws a chart.', { _meta: { ui: { resourceUri: 'ui://chart' } } }),
    tool('job', 'Runs a long job.', { execution: { taskSupport: 'required' } }),
  ]
  const gateway = await shop.gateway({ app: shop.server('app', { tools }) })
  const client = await shop.client(await shop.http(gateway), 'modern')
  const call = async (name: string, args: object) =>
    textOf(await client.callTool({ name, arguments: { ...args } }))
  const found = await call('search_tools', {
    tasks: ['draw a chart', 'run a long job', 'press the button of an app'],
  })
  expect(found).toContain('[its UI is not shown]')
  expect(found).toContain('[cannot be called: runs as a task only]')
  expect(found).not.toContain('app__button')
  expect(await call('call_tool', { name: 'app__job' })).toContain('can only be run as a task')
  expect(await call('call_tool', { name: 'app__button' })).toContain('No server lists')
  expect(shop.sent('app')).toEqual([])
})

describe('answers stay within their limits', () => {
  it.each([40, 120, 400])('of %i tokens', async (limit) => {
    const tools = Array.from({ length: 30 }, (_, at) =>
      tool(`count_${at}`, `Counts sheep in field ${at}. `.repeat(9)),
    )
    const gateway = await shop.gateway(
      { farm: shop.server('farm', { tools, instructions: 'Be quiet near the sheep. '.repeat(50) }) },
      { searchTokens: limit, describeTokens: limit },
    )
    const client = await shop.client(await shop.http(gateway), 'modern')
    const counter = await gateway.parts.loadCounter()
    const names = tools.slice(0, 20).map(({ name }) => `farm__${name}`)
    for (const [name, args] of [
      ['search_tools', { tasks: ['count sheep', 'count sheep in field 7'] }],
      ['describe_tools', { names }],
    ] as const) {
      const text = textOf(await client.callTool({ name, arguments: args }))
      expect(counter.count(text)).toBeLessThanOrEqual(limit)
    }
  })
})

describe('refuseWrongHeaders', () => {
  const definition = {
    name: 'x',
    inputSchema: {
      type: 'object',
      properties: {
        region: { type: 'string', 'x-mcp-header': 'Region' },
        count: { type: 'integer', 'x-mcp-header': 'Count' },
      },
    },
  }
  const base64 = (text: string) => `=?base64?${Buffer.from(text).toString('base64')}?=`
  const check = (args: object, headers?: Record<string, string>) => () =>
    refuseWrongHeaders(definition, args, headers && new Headers(headers))

  it.each([
    [
      { region: 'eu', count: 7 },
      { 'mcp-param-region': 'eu', 'Mcp-Param-Count': '7.0' },
    ],
    [{ region: 'eu' }, { 'mcp-param-region': base64('eu') }],
    [{ region: ' é ' }, { 'mcp-param-region': base64(' é ') }],
    [{}, {}],
    [{ region: null }, { 'mcp-param-count': '9' }],
  ])('takes %j with %j', (args, headers) => expect(check(args, headers)).not.toThrow())

  it.each([
    [{ region: 'eu' }, {}],
    [{ region: 'eu' }, { 'mcp-param-region': 'us' }],
    [{ region: 'eu' }, { 'mcp-param-region': '=?base64?**?=' }],
    [{ count: 7 }, { 'mcp-param-count': '8' }],
  ])('refuses %j with %j', (args, headers) =>
    expect(check(args, headers)).toThrow(expect.objectContaining({ code: -32020 })),
  )

  it('has nothing to check without HTTP', () => expect(check({ region: 'eu' })).not.toThrow())
})

describe('withStatus', () => {
  const status = async (body: unknown, init: ResponseInit = {}) => {
    const response = await withStatus(Response.json(body, init))
    expect(await response.json()).toEqual(body)
    return response.status
  }
  it('gives errors the status of the protocol, and leaves results alone', async () => {
    expect(await status({ error: { code: -32601 } })).toBe(404)
    expect(await status({ error: { code: -32020 } })).toBe(400)
    expect(await status({ error: { code: -32021 } })).toBe(400)
    expect(await status({ error: { code: -32602 } })).toBe(200)
    expect(await status({ result: { error: { code: -32601 } } })).toBe(200)
    expect(await status({ error: { code: -32601 } }, { status: 202 })).toBe(202)
  })
})

describe('RecentEvents', () => {
  const message = (id: number) => ({ jsonrpc: '2.0', id, result: {} }) as const

  it('replays what came on the same stream after an event', async () => {
    const events = new RecentEvents()
    const first = await events.storeEvent('a', {} as never)
    await events.storeEvent('a', message(1))
    await events.storeEvent('b', message(2))
    await events.storeEvent('a', message(3))
    const sent: unknown[] = []
    expect(
      await events.replayEventsAfter(first, { send: async (id, one) => void sent.push([id, one]) }),
    ).toBe('a')
    expect(sent).toEqual([
      ['2', message(1)],
      ['4', message(3)],
    ])
  })

  it('forgets the oldest, and says so', async () => {
    const events = new RecentEvents()
    for (let at = 0; at < 65; at++) await events.storeEvent('a', message(at))
    const replay = (id: string) => events.replayEventsAfter(id, { send: async () => {} })
    await expect(replay('1')).rejects.toThrow('too old')
    expect(await replay('2')).toBe('a')
  })

  it('forgets more where events are large, but never the last', async () => {
    const events = new RecentEvents()
    const large = {
      jsonrpc: '2.0',
      id: 1,
      result: { content: [{ text: 'x'.repeat(2 * 1024 * 1024) }] },
    } as const
    for (let at = 0; at < 3; at++) await events.storeEvent('a', large)
    expect(await events.getStreamIdForEventId('2')).toBeUndefined()
    expect(await events.getStreamIdForEventId('3')).toBe('a')
    await events.storeEvent('b', { ...large, result: { text: 'x'.repeat(5 * 1024 * 1024) } })
    await expect(events.replayEventsAfter('3', { send: async () => {} })).rejects.toThrow('too old')
    expect(await events.getStreamIdForEventId('4')).toBe('b')
    await events.storeEvent('b', message(2))
    expect(await events.getStreamIdForEventId('4')).toBeUndefined()
  })
})
