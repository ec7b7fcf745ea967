import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ServerEntry } from '../../../src/mcp/config/ServerEntry.js'
import type { GatewayOptions } from '../../../src/mcp/gateway/GatewayOptions.js'
import { readOver } from '../../../src/mcp/gateway/stock/readServer.js'
import { approveTool } from '../../../src/trust/approveTool.js'
import { openFileTrustStore } from '../../../src/trust/drivers/fileTrustStore.js'
import { createMemoryTrustStore } from '../../../src/trust/drivers/memoryTrustStore.js'
import { pendingTools } from '../../../src/trust/pendingTools.js'
import { manage, until } from '../upstream/manage.js'
import { type Spec, textOf, tool, Workshop } from './workshop.js'

let shop: Workshop
beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop.end())

const PIN = { _meta: { 'anthropic/alwaysLoad': true } }
const SPEC: Spec = {
  tools: [tool('one', 'Counts to one.', PIN), tool('two', 'Counts to two.'), tool('reload', 'Again.')],
}

describe('the last known catalog', () => {
  it('answers lists at once and byte for byte while servers start, hang or are gone', async () => {
    const catalogFile = shop.file('catalog')
    const entry = shop.server('count', SPEC)
    const first = await shop.gateway({ count: entry }, { catalogFile })
    const before = await listOf(await shop.http(first))
    await until(() => statSync(catalogFile, { throwIfNoEntry: false }) !== undefined)
    await first.close()
    expect(statSync(catalogFile).mode & 0o777).toBe(0o600)

    shop.write('count', { ...SPEC, delayMs: 60_000 })
    const second = await shop.gateway({ count: entry }, { catalogFile, listWaitMs: 1_000 })
    const url = await shop.http(second)
    const began = performance.now()
    expect(await listOf(url)).toEqual(before)
    expect(performance.now() - began).toBeLessThan(1_000)
    const client = await shop.client(url, 'modern')
    const found = textOf(
      await client.callTool({ name: 'search_tools', arguments: { tasks: 'count to two' } }),
    )
    expect(found).toContain('count__two(text?: string)')
    expect(found).toContain('Servers that are not available now: count (still starting).')
  })

  it('names a server that runs but whose tools are not read yet', async () => {
    const server = fileURLToPath(new URL('../../fixtures/faultyServer.mjs', import.meta.url))
    const mute: ServerEntry = {
      transport: 'stdio',
      command: process.execPath,
      args: [server, 'hangInList'],
    }
    const gateway = await shop.gateway({ count: shop.server('count', SPEC), mute }, { listWaitMs: 2_000 })
    await until(() => gateway.states.get('mute') === 'ready')
    const client = await shop.client(await shop.http(gateway), 'modern')
    const found = textOf(
      await client.callTool({ name: 'search_tools', arguments: { tasks: 'count to two' } }),
    )
    expect(found).toContain('not available now: mute (its tools are still being read).')
  })

  it('answers after a second with what is there where nothing is known, and tells when there is more', async () => {
    const entries = {
      quick: shop.server('quick', SPEC),
      slow: shop.server('slow', { ...SPEC, delayMs: 2_500 }),
    }
    const gateway = await shop.gateway(entries, { listWaitMs: 1_000 })
    let told = 0
    gateway.onChange(() => told++)
    const url = await shop.http(gateway)
    const began = performance.now()
    const tools = await listOf(url)
    expect(performance.now() - began).toBeLessThan(1_900)
    expect(JSON.stringify(tools)).toContain('quick')
    expect(JSON.stringify(tools)).not.toContain('slow')
    await until(async () => (await gateway.view()).servers.has('slow'))
    await until(() => told > 0)
    expect(JSON.stringify(await listOf(url))).toContain('slow')
  })

  it('lets a call wait for its server', async () => {
    const gateway = await shop.gateway(
      { slow: shop.server('slow', { ...SPEC, delayMs: 1_500 }) },
      { listWaitMs: 0 },
    )
    const client = await shop.client(await shop.http(gateway), 'modern')
    const result = await client.callTool({ name: 'call_tool', arguments: { name: 'slow__two' } })
    expect(result.isError).toBeUndefined()
  })

  it('an unknown name waits for its server once, and the answer says that it is away', async () => {
    const entries = { slow: shop.server('slow', { ...SPEC, delayMs: 60_000 }) }
    const gateway = await shop.gateway(entries, { listWaitMs: 0, startTimeoutMs: 2_000 })
    const client = await shop.client(await shop.http(gateway), 'modern')
    await until(() => gateway.states.get('slow') === 'failed')
    const began = performance.now()
    const result = await client.callTool({ name: 'call_tool', arguments: { name: 'slow__two' } })
    expect(performance.now() - began).toBeLessThan(3_500)
    expect(textOf(result)).toMatch(/The server "slow" is not available now \(.+\), so it may have it\./)
  })

  it('is written anew where a server says something else of itself alone, and only then', async () => {
    const catalogFile = shop.file('catalog')
    const entry = shop.server('count', SPEC)
    const run = async () => {
      const gateway = await shop.gateway({ count: entry }, { catalogFile })
      await gateway.view()
      await until(() => gateway.states.get('count') === 'ready')
      const relisted = await gateway.relistOf('count', 'none', new AbortController().signal)
      expect(relisted).toBe(true)
      await gateway.close()
      return JSON.parse(JSON.parse(readFileSync(catalogFile, 'utf8')).body)[0]
    }
    expect(await run()).toMatchObject({ key: 'count', capabilities: { completions: {} }, tools: SPEC.tools })
    const { ino } = statSync(catalogFile)
    await run()
    expect(statSync(catalogFile).ino).toBe(ino)
    shop.write('count', { ...SPEC, capabilities: { tools: {} }, instructions: 'Count.' })
    expect(await run()).toMatchObject({ capabilities: { tools: {} }, instructions: 'Count.' })
    shop.write('count', { ...SPEC, capabilities: { tools: {}, logging: {} }, instructions: 'Count.' })
    expect((await run()).capabilities).toEqual({ tools: {}, logging: {} })
  })

  it('is read over the connection of the gateway where that of a session is gone', async () => {
    const first = manage(shop.server('count', SPEC))
    const own = manage(shop.server('count', SPEC))
    await first.start()
    const reading = readOver({ first, own }, 'hash')
    await first.close()
    expect((await reading).tools).toHaveLength(3)
    await own.close()
    await expect(readOver({ first: own, own }, 'hash')).rejects.toThrow('closed')
  })

  it('is not taken from a file that was changed, nor for an entry that was', async () => {
    const catalogFile = shop.file('catalog')
    const entry = shop.server('count', SPEC)
    const first = await shop.gateway({ count: entry }, { catalogFile })
    await first.view()
    await until(() => statSync(catalogFile, { throwIfNoEntry: false }) !== undefined)
    await first.close()
    const text = readFileSync(catalogFile, 'utf8')
    shop.write('count', { ...SPEC, delayMs: 60_000 })
    const known = async (value: object = entry) => {
      const gateway = await shop.gateway({ count: value as typeof entry }, { catalogFile, listWaitMs: 0 })
      return (await gateway.view()).catalog.tools.length
    }
    expect(await known()).toBe(3)
    expect(await known({ ...entry, env: { OTHER: '1' } })).toBe(0)
    writeFileSync(catalogFile, text.replace('Counts to one', 'Deletes it all'))
    expect(await known()).toBe(0)
  })
})

describe('a tool whose definition changed', () => {
  const CHANGED: Spec = { tools: [SPEC.tools![0]!, tool('two', 'Counts to three.'), SPEC.tools![2]!] }

  it('is held back from list, search, describe and call until it is approved', async () => {
    const trust = openFileTrustStore(shop.file('trust'))
    const entry = shop.server('count', SPEC)
    const gateway = await shop.gateway({ count: entry }, { trust, pinned: ['count/two'] })
    const url = await shop.http(gateway)
    const client = await shop.client(url, 'modern')
    const names = async () => (await listOf(url)).map(({ name }) => name)
    expect(await names()).toContain('count__two')

    shop.write('count', CHANGED)
    await client.callTool({ name: 'call_tool', arguments: { name: 'count__reload' } })
    await until(async () => !(await names()).includes('count__two'))
    const search = await client.callTool({
      name: 'search_tools',
      arguments: { tasks: 'count to two or three' },
    })
    expect(textOf(search)).not.toContain('count__two')
    for (const [name, args] of [
      ['describe_tools', { names: ['count__two'] }],
      ['call_tool', { name: 'count__two' }],
      ['call_read_tool', { name: 'count__two' }],
      ['count__two', {}],
    ] as const)
      expect(textOf(await client.callTool({ name, arguments: args }))).toContain(
        'toolcrib trust approve count/two',
      )
    expect(shop.sent('count').map(({ params }) => params['name'])).toEqual(['reload'])

    // As another process does it.
    const other = openFileTrustStore(shop.file('trust'))
    const [held] = pendingTools(await other.read())
    await other.update((state) => ({
      state: approveTool(state, {
        server: 'count',
        tool: 'two',
        fingerprint: held!.pending.fingerprint,
        now: new Date().toISOString(),
      }),
    }))
    await until(async () => (await names()).includes('count__two'))
    expect((await client.callTool({ name: 'count__two' })).isError).toBeUndefined()
  })

  it('is not said to be held where a profile or the gate leaves it out', async () => {
    const trust = createMemoryTrustStore()
    const entry = shop.server('count', SPEC)
    const first = await shop.gateway({ count: entry }, { trust })
    await first.view()
    await first.close()
    shop.write('count', CHANGED)
    const { url, said } = await refusals({ trust, exclude: ['count/two'] })
    expect(await said(url)).toMatch(/^No server lists a tool "count__two"/)
    const pinned = await refusals({ trust, exclude: ['count/two'], pinned: ['count__two'] })
    expect(await said(pinned.url)).toContain('is held back')
    const gate = () => ({ deny: 'Not for you.' })
    expect(await said((await refusals({ trust, gate })).url)).toBe('Not for you.')

    async function refusals(options: GatewayOptions) {
      const own = await shop.http(await shop.gateway({ count: entry }, options))
      const said = async (at: string) =>
        textOf(
          await (await shop.client(at, 'modern')).callTool({
            name: 'call_tool',
            arguments: { name: 'count__two' },
          }),
        )
      return { url: own, said }
    }
  })

  it('is held in a pass-through profile too, and after a restart', async () => {
    const trust = openFileTrustStore(shop.file('trust'))
    const entry = shop.server('count', SPEC)
    const first = await shop.gateway({ count: entry }, { trust })
    await first.view()
    await first.close()
    shop.write('count', CHANGED)
    const second = await shop.gateway({ count: entry }, { trust, passThrough: 'count' })
    const client = await shop.client(await shop.http(second), 'legacy')
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['one', 'reload'])
    expect(textOf(await client.callTool({ name: 'two' }))).toContain('is held back')
    expect(shop.sent('count')).toEqual([])
  })
})

describe('pins', () => {
  it('of servers are honoured as far as they have room, in the order of the configuration', async () => {
    const long = tool('long', 'word '.repeat(3_000), PIN)
    const entries = {
      zoo: shop.server('zoo', { tools: [tool('first', 'Is first.', PIN), long] }),
      ape: shop.server('ape', { tools: [tool('second', 'Is second.', PIN)] }),
    }
    const gateway = await shop.gateway(entries)
    const tools = await listOf(await shop.http(gateway))
    expect(tools.slice(4).map(({ name }) => name)).toEqual(['zoo__first', 'ape__second'])
  })

  it('are tried in vain 200 times at most, and never counted whole where their beginning is too long', async () => {
    const counted: number[] = []
    const tokenizer = {
      name: 'letters',
      exact: true,
      count: (text: string) => {
        counted.push(text.length)
        return Math.ceil(text.length / 4)
      },
    }
    const tools = [
      tool('whale', 'x'.repeat(500_000), PIN),
      ...Array.from({ length: 200 }, (_, at) => tool(`long_${at}`, 'word '.repeat(1_700), PIN)),
      tool('small', 'Is small.', PIN),
    ]
    const gateway = await shop.gateway({ zoo: shop.server('zoo', { tools }) }, { tokenizer })
    const names = async () => (await listOf(await shop.http(gateway))).map(({ name }) => name)
    expect(await names()).toHaveLength(4)
    expect(Math.max(...counted)).toBeLessThan(50_000)
    shop.write('zoo', { tools: [...tools.slice(0, 199), tools.at(-1)!] })
    await gateway.relistOf('zoo', 'none', new AbortController().signal)
    expect((await names()).at(-1)).toBe('zoo__small')
  })

  it('of the user stand first, and are an error over their limit', async () => {
    const entries = { count: shop.server('count', SPEC) }
    const pinned = ['count__two', 'count/gone']
    const url = await shop.http(await shop.gateway(entries, { pinned }))
    expect((await listOf(url)).slice(4).map(({ name }) => name)).toEqual(['count__two', 'count__one'])
    const tight = await shop.http(await shop.gateway(entries, { pinned, pinnedTokens: 10 }))
    await expect(listOf(tight)).rejects.toThrow(/pinnedTokens` is 10/)
  })
})

async function listOf(url: string): Promise<{ name: string }[]> {
  return (await (await shop.client(url, 'modern')).listTools()).tools
}
