import { describe, expect, it } from 'vitest'
import { createToolServers } from '../../../src/mcp/servers/createToolServers.js'
import type { UpstreamState } from '../../../src/mcp/upstream/UpstreamState.js'
import { names, textOf, tool } from '../desk/fakeDesk.js'
import { FakeUpstream, failure } from './fakeUpstream.js'

const PAY = [
  tool('create_refund', 'Refund a payment to the customer.', ['payment']),
  tool('list_payments', 'List the latest payments of a customer.', ['customer']),
]
const MAIL = [
  tool('send_email', 'Send an e-mail message.', ['to', 'body']),
  {
    ...tool('search', 'Find e-mail messages by words in them.', ['words']),
    annotations: { readOnlyHint: true },
  },
]
const REFUND = 'refund the last payment of this customer'

function servers(options: Parameters<typeof createToolServers<'pay' | 'mail'>>[1] = {}) {
  const pay = new FakeUpstream('pay', PAY)
  const mail = new FakeUpstream('mail', MAIL)
  return { pay, mail, all: createToolServers<'pay' | 'mail'>([pay, mail], { listWaitMs: 50, ...options }) }
}
const never = <Value>() => new Promise<Value>(() => {})

describe('tools of several servers', () => {
  it('are listed by task under the key of their server, and called by that name', async () => {
    const { all, pay, mail } = servers()
    const { tools, _meta } = await all.listTools({ task: REFUND, maxTools: 1 })
    expect(names({ tools })).toEqual(['pay__create_refund'])
    expect(_meta['toolcrib/selection']).toMatchObject({
      unavailable: [],
      items: [{ id: 'pay/create_refund' }],
    })
    const call = { name: 'pay__create_refund', arguments: { payment: 'p' }, _meta: { a: 1 } }
    expect(textOf(await all.callTool(call))).toBe('pay did create_refund')
    expect(pay.calls).toEqual([{ ...call, name: 'create_refund' }])
    expect(mail.calls).toEqual([])
    expect(textOf(await all.callTool({ name: 'pay__create_refund', arguments: {} }))).toContain(
      'pay__create_refund(payment: string)',
    )
  })

  it('keep the key with one server, too', async () => {
    const one = createToolServers([new FakeUpstream('pay', PAY)])
    expect(names(await one.listTools({ task: REFUND, maxTools: 1 }))).toEqual(['pay__create_refund'])
  })

  it('are reached by a host that lists once', async () => {
    const { all, mail } = servers()
    expect(names(await all.listTools())).toEqual(['search_tools', 'call_read_tool', 'call_tool'])
    const found = await all.callTool({
      name: 'search_tools',
      arguments: { tasks: ['send an e-mail'] } as never,
    })
    expect(textOf(found)).toContain('mail__send_email(to: string')
    await all.callTool({
      name: 'call_tool',
      arguments: { name: 'mail__send_email', arguments: { to: 'a', body: 'b' } },
    })
    expect(mail.calls).toEqual([{ name: 'send_email', arguments: { to: 'a', body: 'b' } }])
    expect(names(await all.listTools())).toContain('mail__send_email')
  })

  it('only read where the user says so, or trusts the server that does', async () => {
    for (const [options, sent] of [
      [{}, 0],
      [{ trusted: ['mail'] as const }, 1],
      [{ trusted: ['pay'] as const }, 0],
      [{ readOnly: ['mail/se*'] }, 1],
      [{ readOnly: ['search'] }, 0],
    ] as const) {
      const { all, mail } = servers(options)
      const args = { name: 'mail__search', arguments: { words: 'x' } }
      await all.callTool({ name: 'call_read_tool', arguments: args })
      expect(mail.calls).toHaveLength(sent)
    }
  })

  it('go where their name says when they are in no list', async () => {
    const keys = [new FakeUpstream('a'), new FakeUpstream('a__b'), new FakeUpstream('c', PAY)] as const
    const all = createToolServers<string>([...keys])
    await all.callTool({ name: 'a__b__x' })
    await all.callTool({ name: 'a__x' })
    expect(keys.map(({ calls }) => calls)).toEqual([[{ name: 'x' }], [{ name: 'x' }], []])
    for (const name of ['x', 'a__', 'd__x'])
      await expect(all.callTool({ name })).rejects.toMatchObject({ code: 'tool-unknown' })
  })

  it('that would share a name are told apart, and each goes to its server', async () => {
    const first = new FakeUpstream('a', [tool('b__c', 'Bake a cake.')])
    const second = new FakeUpstream('a__b', [tool('c', 'Eat an apple.')])
    const all = createToolServers<string>([first, second])
    const nameOf = async (task: string) => names(await all.listTools({ task, maxTools: 1 }))[0]!
    const [bake, eat] = [await nameOf('bake a cake'), await nameOf('eat an apple')]
    expect(bake).toBe('a__b__c')
    expect(eat).toMatch(/^a__b__c_[0-9a-f]{8}$/)
    expect(textOf(await all.callTool({ name: bake }))).toBe('a did b__c')
    expect(textOf(await all.callTool({ name: eat }))).toBe('a__b did c')
  })
})

describe('a server that cannot be listed', () => {
  it('is named, and hides no other', async () => {
    const { all, pay } = servers({ pinned: ['pay/create_refund', 'mail__send_email'] })
    await all.listTools({ task: REFUND })
    pay.list = async () => {
      throw failure('pay')
    }
    const unavailable = [{ server: 'pay', reason: 'The server pay is down. Check it.' }]
    for (const params of [{ task: REFUND }, {}]) {
      const { tools, _meta } = await all.listTools(params)
      expect(_meta['toolcrib/selection']).toMatchObject({ unavailable })
      expect(names({ tools }).filter((name) => name.startsWith('pay'))).toEqual([])
      expect(names({ tools })).toContain('mail__send_email')
    }
    const found = await all.callTool({ name: 'search_tools', arguments: { tasks: REFUND } })
    expect(textOf(found)).toContain('not available now: pay (The server pay is down. Check it.)')
    await expect(servers({ pinned: ['pay/none'] }).all.listTools()).rejects.toMatchObject({
      code: 'pin-unknown',
    })
  })

  it('leaves the own tools where there is no other server', async () => {
    const pay = new FakeUpstream('pay')
    pay.list = () => Promise.reject(failure('pay'))
    const all = createToolServers([pay])
    expect(names(await all.listTools())).toEqual(['search_tools', 'call_read_tool', 'call_tool'])
    expect((await all.listTools())._meta['toolcrib/selection'].unavailable).toHaveLength(1)
    expect(textOf(await all.callTool({ name: 'search_tools', arguments: { tasks: 'x' } }))).toMatch(
      /^No tool is available. .*pay/,
    )
  })

  it('is waited for no longer than the limit, and asked again once it has answered', async () => {
    const { all, pay } = servers()
    pay.list = never
    pay.state = { status: 'starting' }
    const started = performance.now()
    const first = await all.listTools({ task: 'send an e-mail' })
    expect(performance.now() - started).toBeLessThan(2_000)
    expect(first._meta['toolcrib/selection'].unavailable).toEqual([
      { server: 'pay', reason: 'still starting' },
    ])
    pay.state = { status: 'ready' }
    expect((await all.listTools())._meta['toolcrib/selection'].unavailable).toEqual([
      { server: 'pay', reason: 'did not list its tools within 50 ms' },
    ])
    // No second request beside one that hangs.
    expect(pay.lists).toEqual(['known'])
  })

  it('is waited for once while it hangs, not in every turn', async () => {
    const { all, pay } = servers({ listWaitMs: 400 })
    pay.list = never
    await all.listTools()
    const started = performance.now()
    for (let turn = 0; turn < 4; turn++) await all.listTools()
    expect(performance.now() - started).toBeLessThan(400)
  })

  it.each([
    ['waiting', { status: 'waiting', error: failure('pay'), attempt: 1, retryInMs: 1_000 }],
    ['failed', { status: 'failed', error: failure('pay') }],
  ] as [string, UpstreamState][])('is asked, but not waited for, while it is %s', async (_, down) => {
    const { all, pay } = servers({ listWaitMs: 60_000 })
    pay.state = down
    pay.list = async () => {
      // As a server that is asked is tried again.
      pay.become({ status: 'starting' })
      return await never()
    }
    const unavailable = [{ server: 'pay', reason: 'The server pay is down. Check it.' }]
    const list = await all.listTools({ task: REFUND })
    expect(list._meta['toolcrib/selection'].unavailable).toEqual(unavailable)
    expect(pay.lists).toEqual(['known'])
  })

  it('is waited for no longer when it goes down meanwhile', async () => {
    const { all, pay } = servers({ listWaitMs: 60_000 })
    pay.list = never
    const list = all.listTools()
    await Promise.resolve()
    pay.become({ status: 'ready' })
    pay.become({ status: 'waiting', error: failure('pay'), attempt: 1, retryInMs: 1_000 })
    expect((await list)._meta['toolcrib/selection'].unavailable).toMatchObject([{ server: 'pay' }])
    expect(pay.listeners).toBe(0)
  })

  it('holds up no call of another server, whose wrong arguments are judged by the list of that one anew', async () => {
    const { all, pay, mail } = servers({ listWaitMs: 400 })
    pay.list = never
    await all.listTools({ task: 'send an e-mail' })
    const began = performance.now()
    const wrong = await all.callTool({ name: 'mail__send_email', arguments: { to: 1 } })
    expect(performance.now() - began).toBeLessThan(300)
    expect(wrong).toMatchObject({ isError: true })
    expect([pay.lists, mail.lists]).toEqual([['known'], ['known', 'anew']])
  })

  it('keeps its last list while it is slow', async () => {
    const { all, pay } = servers()
    await all.listTools({ task: REFUND })
    let answer = () => {}
    const { list } = pay
    pay.list = async () => {
      await new Promise<void>((resolve) => {
        answer = resolve
      })
      return list()
    }
    const { tools, _meta } = await all.listTools({ task: REFUND, maxTools: 1 })
    expect(names({ tools })).toEqual(['pay__create_refund'])
    expect(_meta['toolcrib/selection'].unavailable).toEqual([])
    answer()
    pay.list = list
    expect((await all.listTools({ task: REFUND, maxTools: 1 })).tools).toEqual(tools)
  })

  it('ends with the list when that is aborted', async () => {
    const { all, pay } = servers({ listWaitMs: 60_000 })
    pay.list = never
    const signal = AbortSignal.timeout(30)
    await expect(all.listTools({ task: REFUND }, { signal })).rejects.toMatchObject({ code: 'aborted' })
    await expect(all.listTools({}, { signal })).rejects.toMatchObject({ code: 'aborted' })
    // Not even where the list is as empty as the last one.
    const alone = createToolServers([pay], { listWaitMs: 30 })
    await alone.listTools()
    const late = new AbortController()
    const list = alone.listTools({}, { signal: late.signal })
    late.abort()
    await expect(list).rejects.toMatchObject({ code: 'aborted' })
  })
})

it('answers are typed as the protocol has them, so that callers need no cast', async () => {
  const { all, pay } = servers()
  const { tools, _meta } = await all.listTools({ task: REFUND, maxTools: 1 })
  expect(tools[0]?.inputSchema.required).toEqual(['payment'])
  expect(_meta['toolcrib/selection'].items[0]?.reasons.length).toBeGreaterThan(0)
  // @ts-expect-error: a list without a task chose nothing.
  expect((await all.listTools())._meta['toolcrib/selection'].items).toBeUndefined()
  const { content, isError } = await all.callTool({
    name: 'pay__list_payments',
    arguments: { customer: 'c' },
  })
  const texts = content.map((block) => (block.type === 'text' ? block.text : ''))
  expect([texts, isError]).toEqual([['pay did list_payments'], undefined])
  pay.answer = () => ({ resources: [{ uri: 'a:b', name: 'a' }] })
  expect((await all.listResources('pay')).resources.map(({ uri }) => uri)).toEqual(['a:b'])
})

describe('resources and prompts', () => {
  it('come by the key of their server, every page, as they came', async () => {
    const { all, pay } = servers()
    const asked: unknown[] = []
    pay.answer = (method, params) => {
      asked.push([method, params])
      if (method.endsWith('read') || method.endsWith('get')) return { read: params }
      const member =
        { 'resources/list': 'resources', 'prompts/list': 'prompts' }[method] ?? 'resourceTemplates'
      return 'cursor' in params ? { [member]: [2] } : { [member]: [1], nextCursor: '', odd: 1 }
    }
    expect(await all.listResources('pay')).toEqual({ resources: [1, 2], odd: 1 })
    expect(await all.listResourceTemplates('pay')).toEqual({ resourceTemplates: [1, 2], odd: 1 })
    expect(await all.listPrompts('pay')).toEqual({ prompts: [1, 2], odd: 1 })
    expect(await all.readResource('pay', { uri: 'a:b' })).toEqual({ read: { uri: 'a:b' } })
    const prompt = { name: 'p', arguments: { a: 'b' } }
    expect(await all.getPrompt('pay', prompt)).toEqual({ read: prompt })
    expect(asked.slice(0, 2)).toEqual([
      ['resources/list', {}],
      ['resources/list', { cursor: '' }],
    ])
    await expect(all.readResource('none' as never, { uri: 'a:b' })).rejects.toMatchObject({
      code: 'option-invalid',
    })
  })

  it('are refused where their list never ends or holds nothing', async () => {
    const { all, pay } = servers()
    pay.answer = () => ({ resources: [1], nextCursor: 'again' })
    await expect(all.listResources('pay')).rejects.toMatchObject({ code: 'server-failed' })
    pay.answer = () => ({ resources: 'none' })
    await expect(all.listResources('pay')).rejects.toMatchObject({
      code: 'server-failed',
      message: expect.stringContaining('resources/list without an array'),
    })
  })
})

describe('the object', () => {
  it('tells keys and states, and closes everything once', async () => {
    const { all, pay, mail } = servers()
    expect(all.keys).toEqual(['pay', 'mail'])
    pay.state = { status: 'starting' }
    expect(all.status()).toEqual({ pay: { status: 'starting' }, mail: { status: 'ready' } })
    await Promise.all([all.close(), all.close()])
    expect([pay.isClosed, mail.isClosed]).toEqual([true, true])
    for (const late of [
      () => all.listTools(),
      () => all.callTool({ name: 'x' }),
      () => all.listPrompts('pay'),
    ])
      await expect(late()).rejects.toMatchObject({ code: 'server-failed' })
  })

  it.each([
    [{ maxToken: 1 }, 'option-unknown'],
    [{ trusted: ['paid'] }, 'option-invalid'],
    [{ readOnly: [''] }, 'glob-invalid'],
    [{ listWaitMs: -1 }, 'option-invalid'],
  ])('refuses the options %j', (options, code) => {
    expect(() => servers(options as object)).toThrow(expect.objectContaining({ code }))
  })

  it('refuses two servers of one key, and params that it does not know', async () => {
    const twice = [new FakeUpstream('a'), new FakeUpstream('a')]
    expect(() => createToolServers(twice)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
    await expect(servers().all.listTools({ cursor: '' } as object)).rejects.toMatchObject({
      code: 'option-unknown',
    })
  })
})
