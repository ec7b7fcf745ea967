import { Client as ClientV2 } from '@modelcontextprotocol/client'
import { StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio'
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { SelectionNote } from '../../../src/mcp/desk/DeskNote.js'
import { wrapClient } from '../../../src/mcp/wrap/wrapClient.js'
import { faultyServer, goodServer, STDIO_SERVER } from '../fixtures.js'
import { CLASSES, type CountingClient, SDKS } from './sdkClients.js'

const INFO = { name: 'test', version: '1' }

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const client of opened.splice(0)) await client.close()
})

async function connect(version: keyof typeof SDKS, entry = goodServer()): Promise<CountingClient> {
  const client = await SDKS[version](entry)
  opened.push(client)
  return client
}

const noteOf = (result: { _meta?: unknown }) =>
  (result._meta as Record<string, unknown>)['toolcrib/selection'] as SelectionNote
const namesOf = (result: { tools: unknown[] }) => (result.tools as { name: string }[]).map(({ name }) => name)
const REFUND = { task: 'refund the last payment of this customer', maxTools: 3 }

describe.each(['v1', 'v2'] as const)('wrapClient around an SDK %s client', (version) => {
  it('gives the tools that fit a task, in wire form, with a note', async () => {
    const client = wrapClient(await connect(version))
    const result = await client.listTools(REFUND)
    expect(namesOf(result)).toContain('create_refund')
    expect(result.tools.length).toBeLessThanOrEqual(3)
    expect(result.tools[0]).toMatchObject({ inputSchema: { type: 'object' } })
    const note = noteOf(result)
    expect(note.items[0]).toMatchObject({ name: 'create_refund', wireName: 'create_refund', rank: 1 })
    expect(note.items[0]?.reasons.length).toBeGreaterThan(0)
    expect(note.tokens.after).toBeLessThan(note.tokens.before)
    expect(note.rejected).toEqual([])
    // What the server itself says stays.
    expect(result._meta).toMatchObject({ 'vendor.example/list': 0 })
    expect(result).not.toHaveProperty('nextCursor')
  })

  it('keeps fields that the typed list drops, and reads every page', async () => {
    const client = wrapClient(await connect(version, goodServer('--pages', '3')))
    const result = await client.listTools({ task: 'restart the database server', maxTools: 1 })
    expect(namesOf(result)).toEqual(['restart_database'])
    expect(result.tools[0]).toMatchObject({
      annotations: { 'vendor.example/cost': 7 },
      'vendor.example/unknown': { kept: [1, null, 'x'] },
    })
  })

  it('holds to the token limit: that of the call, else that of the wrapper', async () => {
    const client = wrapClient(await connect(version), { maxTokens: 70 })
    const small = noteOf(await client.listTools({ task: REFUND.task }))
    const large = noteOf(await client.listTools({ task: REFUND.task, maxTokens: 100_000 }))
    expect([small.tokens.limit, large.tokens.limit]).toEqual([70, 100_000])
    expect(small.tokens.after).toBeLessThanOrEqual(70)
    expect(large.tokens.after).toBeGreaterThan(70)
  })

  it('passes a cursor to the client, untouched', async () => {
    // On the first page the cursor of this server is the empty text.
    const plain = await connect(version, goodServer('--pages', '3'))
    const paged = await wrapClient(plain).listTools({ cursor: '' })
    expect(paged).toEqual(await plain.listTools({ cursor: '' }))
    expect(namesOf(paged)).toContain('read_file')
  })

  it('calls every tool, listed or not', async () => {
    const client = wrapClient(await connect(version))
    await client.listTools(REFUND)
    const listed = await client.callTool({ name: 'create_refund', arguments: {} })
    const unlisted = await client.callTool({ name: 'echo', arguments: { message: 'hi' } })
    expect(listed.content).toEqual([{ type: 'text', text: 'create_refund' }])
    expect(unlisted.content).toEqual([{ type: 'text', text: '{"message":"hi"}' }])
  })

  it('stays an instance of its class, private fields included', async () => {
    const plain = await connect(version)
    const client = wrapClient(plain)
    expect(client).toBeInstanceOf(CLASSES[version])
    expect([client.count(), client.count(), plain.count()]).toEqual([1, 2, 3])
    expect(client.constructor).toBe(plain.constructor)
    expect(client.count).toBe(client.count)
    const onclose = vi.fn()
    client.onclose = onclose
    expect(plain.onclose).toBe(onclose)
    expect(client.onclose).toBe(onclose)
    expect(client.getServerVersion()).toMatchObject({ name: 'fixture' })
  })

  it('sees a tool that the server added since', async () => {
    const client = wrapClient(await connect(version))
    const task = { task: 'water the plants in the garden', maxTools: 1 }
    expect(namesOf(await client.listTools(task))).not.toContain('water_plants')
    await client.callTool({ name: 'grow' })
    expect(namesOf(await client.listTools(task))).toEqual(['water_plants'])
  })

  it('leaves bad definitions out and tells which', async () => {
    const client = wrapClient(await connect(version, faultyServer('badTools')))
    const result = await client.listTools({ task: 'something that works' })
    expect(namesOf(result).filter((name) => name !== 'good_tool')).toEqual([])
    const { rejected } = noteOf(result)
    expect(rejected.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5])
    expect(rejected[4]?.reason).toMatch(/inputSchema/)
  })

  it('gives an empty list where the server has no tools', async () => {
    const client = wrapClient(await connect(version, { ...faultyServer('emptyList') }))
    expect(namesOf(await client.listTools({ task: 'anything' }))).toEqual([])
  })

  it('passes an AbortSignal through', async () => {
    const client = wrapClient(await connect(version))
    const aborted = AbortSignal.abort(new Error('enough'))
    await expect(client.listTools(REFUND, { signal: aborted })).rejects.toThrow(/enough|abort/i)
    // The connection is unharmed.
    expect(namesOf(await client.listTools(REFUND))).toContain('create_refund')
  })

  it('ends a list that hangs when the signal is aborted', async () => {
    const client = wrapClient(await connect(version, faultyServer('hangInList')))
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('enough')), 200)
    await expect(client.listTools(REFUND, { signal: controller.signal })).rejects.toThrow(/enough|abort/i)
  })

  it('gives two lists at a time', async () => {
    const client = wrapClient(await connect(version))
    const tasks = ['refund a payment', 'weather forecast of a city', 'translate a text']
    const results = await Promise.all(tasks.map((task) => client.listTools({ task, maxTools: 1 })))
    expect(results.flatMap(namesOf)).toEqual(['create_refund', 'get_weather', 'translate_text'])
  })

  it('refuses params that would do nothing', async () => {
    const client = wrapClient(await connect(version))
    await expect(client.listTools({ cursor: '', session: 'a' })).rejects.toMatchObject({
      code: 'option-invalid',
    })
    await expect(client.listTools({ session: '' })).rejects.toMatchObject({ code: 'option-invalid' })
    await expect(client.listTools({ ...REFUND, cursor: '' })).rejects.toMatchObject({
      code: 'option-invalid',
    })
    await expect(client.listTools({ task: ' ' })).rejects.toMatchObject({ code: 'task-empty' })
    await expect(client.listTools({ task: 'x', maxTools: -1 })).rejects.toMatchObject({
      code: 'option-invalid',
    })
  })
})

describe('wrapClient', () => {
  it.each([
    ['null', null],
    ['a string', 'client'],
    ['an object', {}],
    ['a transport', new StdioV2({ command: 'node' })],
    ['the class', ClientV2],
  ])('refuses %s', (_, value) => {
    expect(() => wrapClient(value as never)).toThrow(expect.objectContaining({ code: 'client-unsupported' }))
  })

  it('refuses options that it does not know', () => {
    const client = new ClientV2(INFO)
    const wrap = (options: object) => () => wrapClient(client, options)
    expect(wrap({ maxToken: 3 })).toThrow(expect.objectContaining({ code: 'option-unknown' }))
    expect(wrap({ maxTokens: -3 })).toThrow(expect.objectContaining({ code: 'option-invalid' }))
  })

  it('names the server in ids, never in wire names', async () => {
    const client = wrapClient(await connect('v2'), { server: 'bank' })
    const result = await client.listTools(REFUND)
    expect(noteOf(result).items[0]).toMatchObject({ id: 'bank/create_refund', wireName: 'create_refund' })
    expect(namesOf(result)).toContain('create_refund')
  })

  it('tells the engine only of a list that changed, and frees it on close', async () => {
    let embedded = 0
    const embed = (texts: readonly string[]) => {
      // One tool stands for all: the engine may embed texts of its own, too.
      embedded += texts.filter((text) => text.includes('Restart the database')).length
      return Promise.resolve(texts.map(() => Float32Array.of(1, 0)))
    }
    const plain = await connect('v2')
    const client = wrapClient(plain, { embedder: { id: 'test/count', dimensions: 2, embed } })
    const embeddedBy = async (lists = 1) => {
      const before = embedded
      await Promise.all(Array.from({ length: lists }, () => client.listTools(REFUND)))
      return embedded - before
    }
    // Two lists that arrive together build one engine, not two.
    expect(await embeddedBy(2)).toBe(1)
    expect(await embeddedBy()).toBe(0)
    await client.close()
    await plain.connect(new StdioV1({ command: process.execPath, args: [STDIO_SERVER] }))
    expect(await embeddedBy()).toBe(1)
  })
})
