import { afterEach, describe, expect, it } from 'vitest'
import { wrapClient } from '../../../src/mcp/wrap/wrapClient.js'
import { faultyServer, goodServer } from '../fixtures.js'
import { SDKS } from './sdkClients.js'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const client of opened.splice(0)) await client.close()
})

const namesOf = (result: { tools: unknown[] }) => (result.tools as { name: string }[]).map(({ name }) => name)
const textOf = (result: unknown) => (result as { content: { text: string }[] }).content[0]!.text

describe.each(['v1', 'v2'] as const)('a wrapped client of SDK %s', (version) => {
  async function wrapped(options = {}, ...args: string[]) {
    const plain = await SDKS[version](goodServer('--extra', ...args))
    opened.push(plain)
    return { plain, client: wrapClient(plain, options) }
  }
  const listsOf = async ({ plain }: Awaited<ReturnType<typeof wrapped>>) =>
    Number(textOf(await plain.callTool({ name: 'count_lists', arguments: {} })))

  it('reaches everything for a host that lists once', async () => {
    const { client } = await wrapped()
    const { tools } = await client.listTools()
    expect(namesOf({ tools })).toEqual(['search_tools', 'call_read_tool', 'call_tool'])
    const found = await client.callTool({
      name: 'search_tools',
      arguments: { tasks: ['restart the crashed database'] },
    })
    expect(textOf(found)).toContain('restart_database(name: string)')
    const called = await client.callTool({
      name: 'call_tool',
      arguments: { name: 'restart_database', arguments: { name: 'main' } },
    })
    expect(textOf(called)).toBe('restart_database')
    expect(namesOf(await client.listTools())).toContain('restart_database')
  })

  it('checks arguments before it sends them', async () => {
    const { client } = await wrapped()
    const result = await client.callTool({ name: 'restart_database', arguments: { name: 3 } })
    expect(result).toMatchObject({ isError: true })
    expect(textOf(result)).toContain('/name must be string, is 3')
    const echo = await client.callTool({ name: 'echo', arguments: '{"message":"hi"}' as never })
    expect(textOf(echo)).toBe('{"message":"hi"}')
  })

  it('reports a schema that names another document, and calls', async () => {
    const { client } = await wrapped()
    const result = await client.callTool({ name: 'remote_schema', arguments: { any: 1 } })
    expect(textOf(result)).toBe('remote_schema')
    expect(result._meta).toMatchObject({ 'toolcrib/arguments': { checked: false } })
  })

  it('asks for the list once for a name that is in none, and names the closest where the server refuses', async () => {
    const given = await wrapped()
    await given.client.listTools({ task: 'read a file' })
    for (let call = 0; call < 2; call++)
      expect(textOf(await given.client.callTool({ name: 'hidden' }))).toBe('hidden')
    expect(await listsOf(given)).toBe(2)
    await expect(given.client.callTool({ name: 'read_fil', arguments: {} })).rejects.toMatchObject({
      code: 'tool-unknown',
      details: { nearest: expect.arrayContaining(['read_file']) },
      cause: expect.objectContaining({ code: -32602 }),
    })
    const through = await given.client.callTool({ name: 'call_tool', arguments: { name: 'read_fil' } })
    expect(through).toMatchObject({ isError: true })
  })

  it('sees that a tool has another schema now', async () => {
    const { client } = await wrapped()
    await client.listTools({ task: 'resize an image' })
    await client.callTool({ name: 'change', arguments: {} })
    expect(textOf(await client.callTool({ name: 'resize_image', arguments: { picture: 'a.png' } }))).toBe(
      'resize_image',
    )
  })

  it('still checks structured content, as the client does after its own list', async () => {
    const { client, plain } = await wrapped()
    for (const list of [
      () => client.listTools({ task: 'say how often the tools were listed' }),
      () => client.listTools({ cursor: '' }),
    ]) {
      await list()
      await expect(client.callTool({ name: 'wrong_answer' })).rejects.toThrow(/does not match|output schema/)
      expect(await client.callTool({ name: 'count_lists' })).toMatchObject({ structuredContent: {} })
    }
    await plain.listTools()
    await expect(plain.callTool({ name: 'wrong_answer' })).rejects.toThrow(/does not match|output schema/)
  })

  it('lists and calls tools whose schemas of results the client would refuse', async () => {
    const pinned = ['array', 'nonsense', 'remote', 'text']
    const client = wrapClient(await SDKS[version](faultyServer('badOutputs')), { pinned })
    opened.push(client)
    const { tools } = await client.listTools({ task: 'what works well', maxTools: 4 })
    expect(namesOf({ tools }).sort()).toEqual(pinned)
    for (const name of ['text', 'nonsense', 'remote', 'nonsense'])
      expect(await client.callTool({ name })).toMatchObject({ content: [{ type: 'text' }] })
  })

  it('keeps both signatures and their options', async () => {
    const { client } = await wrapped()
    const signal = AbortSignal.abort(new Error('enough'))
    const call = { name: 'echo', arguments: { message: 'hi' } }
    const calls =
      version === 'v1'
        ? client.callTool(call, undefined, { signal })
        : client.callTool(call, { signal } as never)
    await expect(calls).rejects.toThrow(/enough|abort/i)
    expect(textOf(await client.callTool(call))).toBe('{"message":"hi"}')
  })

  it('ends a call whose tool is looked for in a list that hangs, when it is aborted', async () => {
    const plain = await SDKS[version](faultyServer('hangInList'))
    opened.push(plain)
    const client = wrapClient(plain)
    const signal = AbortSignal.timeout(100)
    const call = { name: 'any', arguments: {} }
    const calls =
      version === 'v1'
        ? client.callTool(call, undefined, { signal })
        : client.callTool(call, { signal } as never)
    await expect(calls).rejects.toThrow(/abort|timeout/i)
  })

  it('is usable again after a list that failed', async () => {
    const plain = await SDKS[version](faultyServer('refuses'))
    opened.push(plain)
    const client = wrapClient(plain)
    for (let list = 0; list < 2; list++)
      await expect(client.listTools({ task: 'anything' })).rejects.toThrow(/sign in/)
    await expect(client.listTools()).rejects.toThrow(/sign in/)
    const none = await SDKS[version](faultyServer('noTools'))
    opened.push(none)
    expect((await wrapClient(none).listTools({ task: 'anything' })).tools).toEqual([])
  })

  it('gives a list that the server changes while it is selected from', async () => {
    const { client } = await wrapped()
    const task = 'water the plants in the garden'
    const [first] = await Promise.all([client.listTools({ task }), client.callTool({ name: 'grow' })])
    expect(first.tools.length).toBeGreaterThan(0)
    expect(namesOf(await client.listTools({ task, maxTools: 1 }))).toEqual(['water_plants'])
  })

  it('fails clearly once it is closed', async () => {
    const { client } = await wrapped()
    await client.listTools()
    await client.close()
    await expect(client.listTools()).rejects.toThrow(/not connected|closed/i)
    await expect(client.callTool({ name: 'echo' })).rejects.toThrow(/not connected|closed/i)
  })
})

it('knows in SDK v1 which tools are called as tasks only', async () => {
  const plain = await SDKS.v1(goodServer('--extra'))
  opened.push(plain)
  const client = wrapClient(plain)
  await client.listTools({ task: 'run for hours' })
  await expect(client.callTool({ name: 'long_job' })).rejects.toThrow(/task-based/)
})
