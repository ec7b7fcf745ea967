import { describe, expect, it } from 'vitest'
import { fakeDesk, names, TOOLS, textOf, tool } from './fakeDesk.js'

const none = {}
const META = 'toolcrib/arguments'
const metaOf = (result: unknown) => (result as { _meta?: Record<string, unknown> })._meta?.[META]

describe('a call', () => {
  it('is sent as it is, listed or not, and its result comes back as it came', async () => {
    const fake = fakeDesk()
    const result = { content: [], odd: 1 }
    fake.answer = () => result
    const params = {
      name: 'create_refund',
      arguments: { payment: 'p' },
      _meta: { progressToken: 1 },
      task: {},
    }
    expect(await fake.desk.callTool(params, none)).toBe(result)
    expect(fake.sent).toEqual([{ server: undefined, name: 'create_refund', definition: TOOLS[0], params }])
    expect(fake.lists).toBe(1)
    await fake.desk.callTool(params, none)
    expect(fake.lists).toBe(1)
  })

  it('keeps the key of the session to itself', async () => {
    const fake = fakeDesk()
    const _meta = { 'toolcrib/session': 's', other: 1 }
    await fake.desk.callTool({ name: 'read_file', arguments: { path: 'x' }, _meta }, none)
    expect(fake.sent[0]!.params._meta).toEqual({ other: 1 })
  })

  it('with arguments that do not fit is answered with what is wrong, and never sent', async () => {
    const fake = fakeDesk()
    for (const args of [{ payment: 5 }, {}, undefined, '{"payment": 5}', '7', []]) {
      const result = await fake.desk.callTool({ name: 'create_refund', arguments: args }, none)
      expect(result).toMatchObject({ isError: true, content: [{ type: 'text' }] })
      expect(textOf(result)).toContain('create_refund(payment: string): Refund a payment')
      expect(metaOf(result)).toMatchObject({ errors: [{ message: expect.any(String) }] })
    }
    expect(fake.sent).toEqual([])
  })

  it('takes arguments as JSON text, and says so where they are none', async () => {
    const fake = fakeDesk()
    await fake.desk.callTool({ name: 'create_refund', arguments: '{"payment":"p"}' }, none)
    expect(fake.sent[0]!.params.arguments).toEqual({ payment: 'p' })
    const result = await fake.desk.callTool({ name: 'create_refund', arguments: '{payment' }, none)
    expect(result).toMatchObject({ isError: true })
    expect(textOf(result)).toContain('not JSON')
    expect(fake.sent).toHaveLength(1)
  })

  it('is sent with a warning, or unchecked, where the host wants that', async () => {
    const warned = fakeDesk({ validate: 'warn' })
    const result = await warned.desk.callTool({ name: 'create_refund', arguments: { payment: 5 } }, none)
    expect(textOf(result)).toBe('create_refund')
    expect(metaOf(result)).toMatchObject({ errors: [{ path: '/payment' }] })
    const off = fakeDesk({ validate: 'off' })
    expect(await off.desk.callTool({ name: 'create_refund', arguments: { payment: 5 } }, none)).toEqual({
      content: [{ type: 'text', text: 'create_refund' }],
    })
  })

  it('goes through where the schema cannot be checked, and says why', async () => {
    const fake = fakeDesk()
    const schema = {
      type: 'object' as const,
      properties: { any: { $ref: 'https://schemas.example/any.json' } },
    }
    fake.tools = [
      { name: 'remote', inputSchema: schema },
      { name: 'broken', inputSchema: { type: 'object', properties: { a: { type: 'nonsense' } } } },
    ]
    for (const name of ['remote', 'broken']) {
      const result = await fake.desk.callTool({ name, arguments: { any: 1 } }, none)
      expect(textOf(result)).toBe(name)
      expect(metaOf(result)).toMatchObject({ checked: false, reason: expect.any(String) })
    }
  })

  it('lets through what takes too long to check', async () => {
    const fake = fakeDesk()
    const schema = { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } }
    fake.tools = [{ name: 'slow', inputSchema: schema }]
    const result = await fake.desk.callTool({ name: 'slow', arguments: { a: `${'a'.repeat(40)}!` } }, none)
    expect(fake.sent).toHaveLength(1)
    expect(metaOf(result)).toEqual({ checked: false, reason: expect.stringContaining('250 ms') })
  })

  it('is judged by the schema as it is now', async () => {
    const fake = fakeDesk()
    await fake.desk.listTools({ task: 'refund' }, none)
    fake.tools = TOOLS.with(0, tool('create_refund', 'Refund a charge.', ['charge']))
    const result = await fake.desk.callTool({ name: 'create_refund', arguments: { charge: 'c' } }, none)
    expect(textOf(result)).toBe('create_refund')
    expect(fake.sent[0]!.definition).toEqual(fake.tools[0])
    const wrong = await fake.desk.callTool({ name: 'create_refund', arguments: { payment: 'p' } }, none)
    expect(textOf(wrong)).toContain('create_refund(charge: string)')
  })
})

describe('a name that is in no list', () => {
  const refusal = Object.assign(new Error('MCP error -32602: Tool not found'), { code: -32602 })

  it('causes one list, and is sent', async () => {
    const fake = fakeDesk()
    await fake.desk.listTools({ task: 'refund' }, none)
    for (let call = 0; call < 3; call++) await fake.desk.callTool({ name: 'hidden', arguments: {} }, none)
    expect(fake.sent.map(({ name, definition }) => [name, definition])).toEqual(
      Array.from({ length: 3 }, () => ['hidden', undefined]),
    )
    expect(fake.lists).toBe(2)
  })

  it('that the server refuses is an error which names the closest', async () => {
    const fake = fakeDesk()
    fake.answer = () => {
      throw refusal
    }
    await expect(fake.desk.callTool({ name: 'create_refunds' }, none)).rejects.toMatchObject({
      code: 'tool-unknown',
      message: expect.stringMatching(/create_refund,.*Tool not found/),
      details: { id: 'create_refunds', nearest: expect.arrayContaining(['create_refund']) },
      cause: refusal,
    })
    const result = await fake.desk.callTool(
      { name: 'call_tool', arguments: { name: 'create_refunds' } },
      none,
    )
    expect(result).toMatchObject({ isError: true })
    expect(textOf(result)).toContain('create_refund')
  })

  it('gets a text more where the server refuses it by a result', async () => {
    const fake = fakeDesk()
    fake.answer = () => ({ isError: true, content: [{ type: 'text', text: 'Unknown tool: refund' }] })
    const { content } = (await fake.desk.callTool({ name: 'create_refundz' }, none)) as {
      content: { text: string }[]
    }
    expect(content).toHaveLength(2)
    expect(content[1]!.text).toContain('create_refund')
  })

  it.each([
    ['a timeout', Object.assign(new Error('Request timed out'), { code: -32001 })],
    ['a closed connection', Object.assign(new Error('Connection closed'), { code: -32000 })],
    ['a text code', Object.assign(new Error('not found'), { code: 'NOT_CONNECTED' })],
  ])('passes on %s as it is', async (_, error) => {
    const fake = fakeDesk()
    fake.answer = () => {
      throw error
    }
    await expect(fake.desk.callTool({ name: 'hidden' }, none)).rejects.toBe(error)
  })

  it('is refused and never sent where the desk stands for a policy', async () => {
    const fake = fakeDesk({}, { unknown: 'refuse' })
    await expect(fake.desk.callTool({ name: 'hidden' }, none)).rejects.toMatchObject({ code: 'tool-unknown' })
    expect(fake.sent).toEqual([])
  })

  it('is refused by what the server says, too, where its code says nothing', async () => {
    const fake = fakeDesk()
    fake.answer = () => {
      throw Object.assign(new Error('Tool hidden does not exist'), { code: -32000 })
    }
    await expect(fake.desk.callTool({ name: 'hidden' }, none)).rejects.toMatchObject({ code: 'tool-unknown' })
  })

  it('is not sent when the list for it is aborted', async () => {
    const fake = fakeDesk()
    await fake.desk.listTools({ task: 'refund' }, none)
    fake.tools = [...TOOLS]
    const signal = AbortSignal.abort()
    await expect(fake.desk.callTool({ name: 'hidden' }, { signal })).rejects.toMatchObject({
      code: 'aborted',
    })
    expect(fake.sent).toEqual([])
  })

  it('is remembered with a thousand others', async () => {
    const fake = fakeDesk()
    for (let index = 0; index < 1_001; index++) await fake.desk.callTool({ name: `hidden_${index}` }, none)
    await fake.desk.callTool({ name: 'hidden_1000' }, none)
    expect(fake.lists).toBe(1_001)
    await fake.desk.callTool({ name: 'hidden_0' }, none)
    expect(fake.lists).toBe(1_002)
  })

  it('is found where the server has added it since', async () => {
    const fake = fakeDesk({}, { unknown: 'refuse' })
    await fake.desk.listTools({ task: 'refund' }, none)
    fake.tools = [...TOOLS, tool('water_plants', 'Water the plants.')]
    expect(textOf(await fake.desk.callTool({ name: 'water_plants' }, none))).toBe('water_plants')
  })

  it('is never an id', async () => {
    const fake = fakeDesk({}, { unknown: 'refuse' })
    await expect(fake.desk.callTool({ name: '' }, none)).rejects.toMatchObject({ code: 'tool-unknown' })
    await expect(fake.desk.callTool({ name: 7 as never }, none)).rejects.toMatchObject({
      code: 'tool-unknown',
    })
  })
})

describe('call_tool and call_read_tool', () => {
  const through = (own: string, args: unknown, fake = fakeDesk()) =>
    fake.desk.callTool({ name: own, arguments: args }, none)
  const CALL = { name: 'read_file', arguments: { path: 'x' } }

  it('give the result of the tool as it came, whatever form the arguments have', async () => {
    const fake = fakeDesk({}, { readOnly: ['read_*'] })
    const result = { content: [], structuredContent: { a: 1 } }
    fake.answer = () => result
    for (const own of ['call_tool', 'call_read_tool'])
      for (const args of [CALL, JSON.stringify(CALL), { ...CALL, arguments: '{"path":"x"}' }])
        expect(await through(own, args, fake)).toBe(result)
    expect(fake.sent.map(({ params }) => params)).toEqual(
      Array.from({ length: 6 }, () => ({ name: 'read_file', arguments: { path: 'x' } })),
    )
  })

  it('check the arguments of the tool', async () => {
    const fake = fakeDesk()
    expect(textOf(await through('call_tool', { name: 'read_file' }, fake))).toContain('/path is required')
    expect(fake.sent).toEqual([])
  })

  it.each([[{}], ['{'], [undefined], [{ name: '' }], [7]])('say what to send instead of %j', async (args) => {
    const result = await through('call_tool', args)
    expect(result).toMatchObject({ isError: true })
    expect(textOf(result)).toContain('Send {"name"')
  })

  it('call no own tools', async () => {
    for (const name of ['call_tool', 'search_tools', 'call_read_tool'])
      expect(await through('call_tool', { name, arguments: {} })).toMatchObject({ isError: true })
  })

  it('call_read_tool calls nothing that is not marked as reading only', async () => {
    const marked = { ...TOOLS[7]!, annotations: { readOnlyHint: true } }
    for (const [setting, sent] of [
      [{}, 0],
      [{ readOnly: ['read_*'] }, 1],
      [{ trusted: true }, 1],
      [{ readOnly: ['send_*'] }, 0],
    ] as const) {
      const fake = fakeDesk(
        {},
        { ...setting, readOnly: [...('readOnly' in setting ? setting.readOnly : [])] },
      )
      fake.tools = TOOLS.with(7, marked)
      const result = await through('call_read_tool', CALL, fake)
      expect(fake.sent).toHaveLength(sent)
      if (sent === 0) expect(textOf(result)).toContain('only reads')
    }
    const fake = fakeDesk({}, { trusted: true })
    fake.tools = TOOLS.with(7, { ...TOOLS[7]!, annotations: { readOnlyHint: 'yes' } })
    expect(await through('call_read_tool', CALL, fake)).toMatchObject({ isError: true })
    expect(await through('call_read_tool', { name: 'hidden' }, fake)).toMatchObject({ isError: true })
    expect(fake.sent).toEqual([])
  })
})

describe('search_tools', () => {
  const search = (tasks: unknown, fake = fakeDesk(), _meta = {}) =>
    fake.desk.callTool({ name: 'search_tools', arguments: { tasks }, _meta }, none)

  it('finds tools, which join the next list of the session', async () => {
    const fake = fakeDesk()
    await fake.desk.listTools({}, none)
    const text = textOf(await search(['what is the weather in Lisbon'], fake))
    expect(text).toContain('get_weather(city: string): Weather forecast for a city.')
    expect(text).toContain('call_tool({"name": ..., "arguments": {...}})')
    expect(names(await fake.desk.listTools({}, none))).toContain('get_weather')
    await search(['book a flight to the airport of Porto'], fake, { 'toolcrib/session': 'x' })
    expect(names(await fake.desk.listTools({}, none))).not.toContain('book_flight')
    expect(names(await fake.desk.listTools({ session: 'x' }, none))).toContain('book_flight')
  })

  it('finds what the limits of the list have no room for, where it can be called all the same', async () => {
    const fake = fakeDesk({ maxTools: 3 })
    await fake.desk.listTools({}, none)
    expect(textOf(await search(['what is the weather in Lisbon'], fake))).toContain(
      'get_weather(city: string)',
    )
    expect(names(await fake.desk.listTools({}, none))).toHaveLength(3)
  })

  it('tells only what joins the list where the session has no tools to call others by', async () => {
    const fake = fakeDesk({}, { readOnly: ['*'] })
    const text = textOf(await search('what is the weather in Lisbon', fake))
    expect(text).toContain('get_weather(')
    expect(text).not.toMatch(/call_tool|\[read\]/)
  })

  it('marks what only reads', async () => {
    const fake = fakeDesk({}, { readOnly: ['get_*'] })
    await fake.desk.listTools({}, none)
    expect(textOf(await search('weather forecast of a city', fake))).toMatch(/get_weather\(.*\[read\]$/m)
  })

  it('says what to send, and that nothing is there', async () => {
    expect(await search([])).toMatchObject({ isError: true })
    const fake = fakeDesk()
    fake.tools = []
    expect(textOf(await search('weather', fake))).toBe('No tool is available.')
  })
})
