import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readShadowLog, type ShadowTurn } from '../../../src/eval/index.js'
import { openShadowLog } from '../../../src/mcp/shadow/openShadowLog.js'
import { wrapClient } from '../../../src/mcp/wrap/wrapClient.js'
import { goodServer } from '../fixtures.js'
import { fakeClient } from '../wrap/fakeClient.js'
import { SDKS } from '../wrap/sdkClients.js'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const client of opened.splice(0)) await client.close()
})

async function connect(version: keyof typeof SDKS, ...args: string[]) {
  const client = await SDKS[version](goodServer(...args))
  opened.push(client)
  return client
}

const REFUND = 'refund the last payment of this customer'

describe.each(['v1', 'v2'] as const)('shadow mode around an SDK %s client and a real server', (version) => {
  it.each([[[]], [['--pages', '3']]])(
    'hands out everything and logs what would have been (%j)',
    async (args) => {
      const turns: ShadowTurn[] = []
      const plain = await connect(version, ...args)
      const everything: unknown[] = []
      for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
        const page = await plain.listTools(cursor === undefined ? undefined : { cursor })
        everything.push(...page.tools)
        cursor = page.nextCursor
      }
      const shadow = { log: (turn: ShadowTurn) => turns.push(turn) }
      const client = wrapClient(plain, { maxTools: 3, server: 'pay', mode: 'shadow', shadow })
      const listed = await client.listTools({ task: REFUND, session: 's' })
      expect(listed.tools).toEqual(everything)
      expect(listed.nextCursor).toBeUndefined()
      expect(listed._meta ?? {}).not.toHaveProperty('toolcrib/selection')
      await client.callTool({ name: 'create_refund', arguments: { payment: 'p' } })
      await client.callTool({ name: 'get_weather', arguments: { city: 'Rome' } })
      await client.close()
      expect(turns).toHaveLength(1)
      expect(turns[0]).toMatchObject({
        format: 'toolcrib-shadow/1',
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        session: expect.stringMatching(/^[0-9a-f]{16}$/),
        task: REFUND,
        taskHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        history: [],
        lists: 1,
        error: null,
        called: [
          { id: 'pay/create_refund', ok: true, chosen: true },
          { id: 'pay/get_weather', ok: true, chosen: false },
        ],
      })
      expect(turns[0]!.chosen).toContain('pay/create_refund')
      expect(turns[0]!.chosen!.length).toBeLessThanOrEqual(3)
      expect(turns[0]!.tokens!.after).toBeLessThan(turns[0]!.tokens!.before)
      expect(readShadowLog(turns.map((turn) => JSON.stringify(turn)))).toMatchObject({
        judged: 1,
        missedTurns: 1,
        called: 2,
        missed: 1,
        worst: [{ id: 'pay/get_weather', called: 1, missed: 1 }],
      })
    },
  )

  it('passes lists without a task on as they are, and takes the task from calls', async () => {
    const turns: ShadowTurn[] = []
    const plain = await connect(version, '--pages', '3')
    const client = wrapClient(plain, {
      maxTools: 2,
      mode: 'shadow',
      shadow: { log: (turn) => turns.push(turn) },
    })
    expect(await client.listTools()).toEqual(await plain.listTools())
    const call = (name: string, task?: string) =>
      client.callTool({
        name,
        arguments: {},
        ...(task === undefined ? {} : { _meta: { 'toolcrib/task': task } }),
      })
    await call('create_refund', REFUND)
    await call('list_payments', REFUND)
    await call('get_weather', 'how is the weather in Rome')
    await call('echo')
    await client.close()
    expect(turns.map(({ task, called, lists }) => [task, called.length, lists])).toEqual([
      [REFUND, 2, 0],
      ['how is the weather in Rome', 2, 0],
    ])
    if (version === 'v2') expect(turns[0]!.called[0]).toMatchObject({ id: 'create_refund', chosen: true })
  })

  it('logs a turn without a task as one', async () => {
    const turns: ShadowTurn[] = []
    const client = wrapClient(await connect(version), {
      mode: 'shadow',
      shadow: { log: (turn) => turns.push(turn) },
    })
    await client.listTools()
    await client.callTool({ name: 'echo', arguments: { message: 'hi' } })
    await client.close()
    const [turn] = turns
    expect(turn).toMatchObject({ task: null, taskHash: null, chosen: null, tokens: null, session: null })
    expect(turn!.called).toEqual([{ id: 'echo', ok: true, chosen: null }])
    expect(readShadowLog(JSON.stringify(turn))).toMatchObject({
      turns: 1,
      withoutTask: 1,
      judged: 0,
      missRate: null,
    })
  })
})

const TOOLS = [
  { name: 'create_refund', description: 'Refund a payment.', inputSchema: { type: 'object' } },
  { name: 'get_weather', description: 'Weather of a city.', inputSchema: { type: 'object' } },
  { name: 'send_email', description: 'Send a message.', inputSchema: { type: 'object' } },
]

function shadowed(members: object = {}, options: object = {}, wrap: object = {}) {
  const turns: ShadowTurn[] = []
  const plain = fakeClient({
    listTools: vi.fn(async () => ({ tools: TOOLS })),
    callTool: vi.fn(async (..._: unknown[]): Promise<unknown> => ({ content: [] })),
    ...members,
  })
  const shadow = { log: (turn: ShadowTurn) => void turns.push(turn), ...options }
  const client = wrapClient(plain, { maxTools: 1, mode: 'shadow', shadow, ...wrap })
  return { client, plain, turns }
}

describe('a turn', () => {
  it('goes on while an agent lists for one message, and is judged by the list of the moment', async () => {
    const { client, turns } = shadowed()
    const said = [
      { role: 'user' as const, content: 'hello' },
      { role: 'user' as const, content: 'refund a payment' },
    ]
    await client.listTools({ task: { messages: said } })
    await client.callTool({ name: 'create_refund' })
    await client.listTools({ task: { messages: [...said, { role: 'tool', content: 'done' }] }, maxTools: 3 })
    await client.callTool({ name: 'get_weather' })
    await client.listTools({ task: 'something else' })
    await client.close()
    expect(turns.map(({ task, history, lists }) => [task, history, lists])).toEqual([
      ['refund a payment', ['hello'], 2],
      ['something else', [], 1],
    ])
    expect(turns[0]!.called.map(({ chosen }) => chosen)).toEqual([
      true,
      turns[0]!.chosen!.includes('get_weather'),
    ])
  })

  it('belongs to the session that a call names, else to the one that was listed last', async () => {
    const { client, turns, plain } = shadowed()
    await client.listTools({ task: 'refund a payment', session: 'a' })
    await client.listTools({ task: 'weather of Rome', session: 'b' })
    await client.callTool({
      name: 'create_refund',
      _meta: { 'toolcrib/session': 'a', 'toolcrib/task': 'refund a payment', kept: 1 },
    })
    await client.callTool({ name: 'get_weather' })
    await client.close()
    expect(turns.map(({ task, called }) => [task, called.map(({ id }) => id)])).toEqual([
      ['refund a payment', ['create_refund']],
      ['weather of Rome', ['get_weather']],
    ])
    // What is between host and toolcrib is not sent.
    expect(plain.callTool.mock.calls[0]).toEqual([{ name: 'create_refund', _meta: { kept: 1 } }])
  })

  it('tells calls that failed from those that went well', async () => {
    const callTool = vi
      .fn()
      .mockResolvedValueOnce({ isError: true, content: [] })
      .mockRejectedValueOnce(new Error('x'))
    const { client, turns } = shadowed({ callTool })
    await client.listTools({ task: 'refund a payment' })
    await client.callTool({ name: 'create_refund' })
    await expect(client.callTool({ name: 'create_refund' })).rejects.toThrow('x')
    await client.close()
    expect(turns[0]!.called.map(({ ok }) => ok)).toEqual([false, false])
  })

  it('of nothing but hashes says nothing of what users wrote', async () => {
    const { client, turns } = shadowed({}, { logTasks: false })
    await client.listTools({
      task: {
        messages: [
          { role: 'user', content: 'secret one' },
          { role: 'user', content: 'secret two' },
        ],
      },
    })
    await client.close()
    expect(JSON.stringify(turns)).not.toContain('secret')
    expect(turns[0]!.taskHash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('ends after 200 calls, so that a host that never says a task fills no memory', async () => {
    const { client, turns } = shadowed()
    for (let at = 0; at < 401; at++) await client.callTool({ name: 'create_refund' })
    await client.close()
    expect(turns.map(({ called }) => called.length)).toEqual([200, 200, 1])
  })
})

describe('the host', () => {
  it('gets its list before anything is chosen, and can close, however long that takes', async () => {
    const slow = { id: 'slow', dimensions: 2, embed: () => new Promise<never>(() => {}) }
    const { client, turns, plain } = shadowed({}, {}, { embedder: slow })
    expect((await client.listTools({ task: 'x' })).tools).toBe(TOOLS)
    await client.callTool({ name: 'create_refund' })
    expect(plain.callTool).toHaveBeenCalledOnce()
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const closed = client.close()
    await vi.advanceTimersByTimeAsync(11_000)
    await closed
    vi.useRealTimers()
    expect(turns).toMatchObject([
      { error: 'aborted', chosen: null, called: [{ id: 'create_refund', ok: true }] },
    ])
  })

  it('notices neither a log nor a selection that fails', async () => {
    const log = vi.fn(() => {
      throw new Error('disk full')
    })
    const { client } = shadowed({}, { log })
    await client.listTools({ task: 'refund a payment' })
    await client.close()
    expect(log).toHaveBeenCalledOnce()
    const { client: pinned, turns } = shadowed({}, {}, { pinned: ['no_such_tool'] })
    await pinned.listTools({ task: 'refund a payment' })
    await pinned.callTool({ name: 'create_refund' })
    await pinned.close()
    expect(turns).toMatchObject([
      { error: 'pin-unknown', chosen: null, called: [{ ok: true, chosen: null }] },
    ])
  })

  it('gets params, options, results and errors of its client, untouched', async () => {
    const { client, plain } = shadowed()
    const options = { timeout: 5 }
    const result = await client.listTools({ _meta: { a: 1 } } as never, options as never)
    expect(plain.listTools.mock.calls).toEqual([[{ _meta: { a: 1 } }, options]])
    expect(result.tools).toBe(TOOLS)
    await client.callTool('nonsense' as never)
    expect(plain.callTool.mock.calls).toEqual([['nonsense']])
  })

  it('is told of limits that no list takes, as without shadow mode', async () => {
    const { client } = shadowed()
    await expect(client.listTools({ task: 'x', maxTokens: -1 })).rejects.toMatchObject({
      code: 'option-invalid',
    })
  })

  it.each([
    [{ mode: 'shadow' as const }, 'mode'],
    [{ shadow: { log: () => {} } }, 'shadow'],
    [{ mode: 'select' as const, shadow: { log: () => {} } }, 'shadow'],
  ])('has to give mode and shadow together: %j', (options, option) => {
    expect(() => wrapClient(fakeClient({}), options)).toThrow(
      expect.objectContaining({ code: 'option-invalid', details: expect.objectContaining({ option }) }),
    )
  })
})

describe('openShadowLog', () => {
  const turn = (task: string): ShadowTurn => ({
    ...{
      format: 'toolcrib-shadow/1',
      at: '2026-01-31T12:00:00.000Z',
      session: null,
      task,
      taskHash: null,
      history: [],
    },
    ...{ lists: 1, chosen: [], search: false, tokens: null, called: [], error: null },
  })

  it('writes a line a turn, never more than it may, and keeps the file before', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'toolcrib-shadow-'))
    try {
      const file = join(folder, 'deep', 'shadow.jsonl')
      const log = openShadowLog(file, { maxBytes: 1_000 })
      for (let at = 0; at < 12; at++) log.log(turn(`task ${at}`))
      await log.close()
      const read = (path: string) => readFileSync(path, 'utf8')
      expect(read(file).length).toBeLessThanOrEqual(1_000)
      expect(read(`${file}.1`).length).toBeLessThanOrEqual(1_000)
      expect(read(file)).toContain('task 11')
      expect(log.dropped).toBe(0)
      // What was there before counts.
      const again = openShadowLog(file, { maxBytes: 1_000 })
      for (let at = 0; at < 4; at++) again.log(turn(`more ${at}`))
      await again.close()
      expect(read(file).length).toBeLessThanOrEqual(1_000)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('counts what it cannot write, and what waits for too long', async () => {
    const bad = openShadowLog('/dev/null/x/shadow.jsonl')
    bad.log(turn('x'))
    await bad.close()
    expect(bad.dropped).toBe(1)
    const full = openShadowLog('/dev/null/x/shadow.jsonl')
    full.log(turn('x'.repeat(5_000_000)))
    expect(full.dropped).toBe(1)
  })

  it('refuses a limit that is none', () => {
    expect(() => openShadowLog('x', { maxBytes: 10 })).toThrow(
      expect.objectContaining({ code: 'option-invalid' }),
    )
  })
})
