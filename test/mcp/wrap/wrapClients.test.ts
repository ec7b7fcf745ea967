import { afterEach, describe, expect, it } from 'vitest'
import { ClientUpstream } from '../../../src/mcp/upstream/ClientUpstream.js'
import { wrapClients } from '../../../src/mcp/wrap/wrapClients.js'
import { faultyServer, goodServer } from '../fixtures.js'
import { type CountingClient, SDKS } from './sdkClients.js'

const opened: CountingClient[] = []
afterEach(async () => {
  for (const client of opened.splice(0)) await client.close()
})
async function connect(version: keyof typeof SDKS, entry = goodServer('--extra')): Promise<CountingClient> {
  const client = await SDKS[version](entry)
  opened.push(client)
  return client
}

const namesOf = ({ tools }: { tools: { name: string }[] }) => tools.map(({ name }) => name)
const textOf = (result: unknown) => (result as { content: { text: string }[] }).content[0]!.text

describe('wrapClients', () => {
  it('lists and calls over clients of both SDKs', async () => {
    const all = wrapClients({ old: await connect('v1'), new: await connect('v2') })
    expect(all.keys).toEqual(['old', 'new'])
    // The other server has a copy of it, for which it stands.
    const { tools } = await all.listTools({ task: 'restart the database server', maxTools: 1 })
    expect(namesOf({ tools })).toEqual([expect.stringMatching(/^(old|new)__restart_database$/)])
    for (const key of all.keys) {
      const call = { name: `${key}__echo`, arguments: { message: key } }
      expect(textOf(await all.callTool(call))).toBe(`{"message":"${key}"}`)
      expect(textOf(await all.callTool({ ...call, arguments: { message: 1 } as never }))).toContain(
        'must be string',
      )
      await expect(all.callTool({ name: `${key}__wrong_answer` })).rejects.toThrow(/does not match/)
      await expect(all.callTool({ name: `${key}__ech` })).rejects.toMatchObject({
        code: 'tool-unknown',
        details: { nearest: expect.arrayContaining([`${key}__echo`]) },
      })
      await expect(all.listPrompts(key)).rejects.toMatchObject({ code: -32601 })
    }
    expect(all.status()).toEqual({ old: { status: 'ready' }, new: { status: 'ready' } })
    await all.close()
    expect(opened.map(({ transport }) => transport)).toEqual([undefined, undefined])
    expect(all.status()).toEqual({ old: { status: 'closed' }, new: { status: 'closed' } })
  })

  it('goes on without a client that was closed, or whose server refuses', async () => {
    const [good, gone, bad] = [
      await connect('v1'),
      await connect('v2'),
      await connect('v2', faultyServer('refuses')),
    ]
    const all = wrapClients({ good, gone, bad })
    await all.listTools({ task: 'read a file' })
    await gone.close()
    const { tools, _meta } = await all.listTools({ task: 'read a file' })
    expect(namesOf({ tools })).toContain('good__read_file')
    expect(namesOf({ tools }).filter((name) => name.startsWith('gone'))).toEqual([])
    expect(_meta['toolcrib/selection'].unavailable).toEqual([
      { server: 'gone', reason: expect.stringMatching(/not connected/i) },
      { server: 'bad', reason: expect.stringContaining('sign in first') },
    ])
    await expect(all.callTool({ name: 'gone__echo' })).rejects.toMatchObject({
      code: 'server-failed',
      details: { server: 'gone' },
    })
    expect(all.status()).toMatchObject({ good: { status: 'ready' }, gone: { status: 'failed' } })
  })

  it('refuses what is no client', () => {
    expect(() => wrapClients({ a: {} as never })).toThrow(
      expect.objectContaining({
        code: 'client-unsupported',
        message: expect.stringContaining('The key "a" of wrapClients got an object without connect'),
      }),
    )
  })

  it('refuses options that it does not know', () => {
    expect(() => wrapClients({}, { maxToken: 3 } as object)).toThrow('wrapClients does not know "maxToken"')
  })
})

describe.each(['v1', 'v2'] as const)('a client of SDK %s as an upstream', (version) => {
  it('lists as it came over the wire, the same object where nothing changed', async () => {
    const client = await connect(version, goodServer('--extra', '--pages', '3'))
    const upstream = new ClientUpstream('fixture', client)
    const first = await upstream.listTools()
    expect(first.tools).toHaveLength(20)
    expect(first.tools).toContainEqual(
      expect.objectContaining({ 'vendor.example/unknown': { kept: [1, null, 'x'] } }),
    )
    expect(await upstream.listTools({ from: 'anew' })).toBe(first)
    await upstream.callTool({ name: 'grow', arguments: {} })
    expect((await upstream.listTools()).tools).toHaveLength(21)
  })

  it('tells a failure of the way from an answer of the server, and from an abort', async () => {
    const upstream = new ClientUpstream('fixture', await connect(version))
    await expect(upstream.callTool({ name: 'none' })).rejects.toMatchObject({ code: -32602 })
    await expect(upstream.request('prompts/list')).rejects.toMatchObject({ code: -32601 })
    const signal = AbortSignal.abort()
    await expect(upstream.callTool({ name: 'echo' }, { signal })).rejects.toMatchObject({ code: 'aborted' })
    const hanging = new ClientUpstream('hanging', await connect(version, faultyServer('hangInList')))
    const soon = AbortSignal.timeout(50)
    await expect(hanging.listTools({ signal: soon })).rejects.toMatchObject({ code: 'aborted' })
    const dying = new ClientUpstream('dying', await connect(version, faultyServer('exitInList')))
    await expect(dying.listTools()).rejects.toMatchObject({
      code: 'server-failed',
      details: { server: 'dying' },
    })
    expect(dying.state).toMatchObject({ status: 'failed', error: { code: 'server-failed' } })
    await upstream.close()
    await upstream.close()
    await expect(upstream.listTools()).rejects.toMatchObject({ code: 'server-failed' })
    expect(upstream.state).toEqual({ status: 'closed' })
  })
})
