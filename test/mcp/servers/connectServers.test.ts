import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseServersConfig } from '../../../src/mcp/config/parseServersConfig.js'
import type { ServerEntry } from '../../../src/mcp/config/ServerEntry.js'
import { listServers } from '../../../src/mcp/listing/listServers.js'
import type { ConnectServersOptions } from '../../../src/mcp/servers/ConnectServersOptions.js'
import { connectServers } from '../../../src/mcp/servers/connectServers.js'
import type { ToolServers } from '../../../src/mcp/servers/ToolServers.js'
import { faultyServer, goodServer, isAlive } from '../fixtures.js'
import { contractStdio, legacyHttp, legacySse, modernHttp } from '../upstream/contractServers.js'
import { until } from '../upstream/manage.js'

let folder: string
const ends: (() => Promise<void>)[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'toolcrib-connect-'))
})
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
  rmSync(folder, { recursive: true, force: true })
})

async function connect(
  entries: Record<string, ServerEntry>,
  options: ConnectServersOptions = {},
): Promise<ToolServers> {
  const servers = await connectServers(new Map(Object.entries(entries)), options)
  ends.unshift(() => servers.close())
  return servers
}

const namesOf = (tools: readonly { name: string }[]) => tools.map(({ name }) => name)
const statuses = (servers: ToolServers) =>
  Object.fromEntries(Object.entries(servers.status()).map(([key, { status }]) => [key, status]))
const pidFile = (name: string) => join(folder, name)

describe('connectServers', () => {
  it('lists and calls over every transport, whatever else fails', async () => {
    const [modern, legacy, sse] = [await modernHttp(), await legacyHttp(), await legacySse()]
    ends.push(modern.end, legacy.end, sse.end)
    const servers = await connect(
      {
        files: goodServer(),
        newer: { transport: 'http', url: `${modern.origin}/` },
        older: { transport: 'http', url: `${legacy.origin}/` },
        oldest: { transport: 'sse', url: `${sse.origin}/` },
        lost: { transport: 'stdio', command: 'no-such-command-here' },
        wrong: { transport: 'broken', reason: 'cannot be reached as configured: X.' },
      },
      { retries: 0 },
    )
    expect(servers.keys).toEqual(['files', 'newer', 'older', 'oldest', 'lost', 'wrong'])
    expect(statuses(servers)).toEqual({
      ...{ files: 'ready', newer: 'ready', older: 'ready', oldest: 'ready' },
      ...{ lost: 'failed', wrong: 'failed' },
    })
    const { tools, _meta } = await servers.listTools({
      task: 'refund the last payment of a customer',
      maxTools: 2,
    })
    expect(namesOf(tools)).toContain('files__create_refund')
    expect(_meta['toolcrib/selection'].unavailable).toMatchObject([
      { server: 'lost', reason: expect.stringMatching(/no-such-command-here.*was not found/) },
      { server: 'wrong', reason: expect.stringMatching(/as configured: X\./) },
    ])
    for (const key of ['newer', 'older', 'oldest']) {
      const call = { name: `${key}__echo`, arguments: { message: key } }
      expect(await servers.callTool(call)).toMatchObject({ structuredContent: { given: { message: key } } })
      expect(await servers.listResources(key)).toMatchObject({ resources: [{ uri: 'note://one' }, {}] })
    }
  })

  it('takes what parseServersConfig gives, a malformed entry and a variable that is not set included', async () => {
    const { command, args } = goodServer()
    const text = JSON.stringify({
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable as hosts write it.
      mcpServers: { good: { command, args }, bad: { command: 3 }, unset: { command: '${NOT_SET}' } },
    })
    const servers = await connectServers(parseServersConfig(text, { file: 'mcp.json' }).servers)
    ends.unshift(() => servers.close())
    const { _meta } = await servers.listTools()
    expect(_meta['toolcrib/selection'].unavailable.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('mcp.json is wrong at "mcpServers.bad.command"'),
      expect.stringContaining('NOT_SET in its entry is not set'),
    ])
    expect(statuses(servers)).toEqual({ good: 'ready', bad: 'failed', unset: 'failed' })
  })

  it('keeps the tools of a crashed server, whose next call waits for the restart', async () => {
    const states: string[] = []
    const servers = await connect(
      { one: faultyServer('none', pidFile('one')), other: goodServer() },
      { onStatus: (key, { status }) => key === 'one' && states.push(status) },
    )
    await servers.listTools()
    await expect(servers.callTool({ name: 'one__die' })).rejects.toMatchObject({
      code: 'server-failed',
      message: expect.stringMatching(/exited with code 7 \(stderr: Error: the disk is full\)/),
    })
    expect(statuses(servers)).toEqual({ one: 'waiting', other: 'ready' })
    const { tools, _meta } = await servers.listTools({ task: 'works' })
    expect(namesOf(tools)).toContain('one__good_tool')
    expect(_meta['toolcrib/selection'].unavailable).toEqual([])
    expect(await servers.callTool({ name: 'one__good_tool', arguments: {} })).toMatchObject({
      content: [{ text: expect.stringMatching(/^good_tool of/) }],
    })
    expect(states).toEqual(['starting', 'ready', 'waiting', 'starting', 'ready'])
  })

  it('starts as many at a time as it may', async () => {
    let [now, most] = [0, 0]
    const entries = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((key) => [key, faultyServer('none')]))
    await connect(entries, {
      concurrency: 2,
      onStatus: (_, { status }) => {
        now += status === 'starting' ? 1 : -1
        most = Math.max(most, now)
      },
    })
    expect([now, most]).toEqual([0, 2])
  })

  it('has listed every server that is ready, so that the first list waits for none', async () => {
    const servers = await connect({ one: goodServer(), two: contractStdio() }, { listWaitMs: 0 })
    const { tools, _meta } = await servers.listTools({ task: 'refund a payment', maxTools: 1 })
    expect([namesOf(tools), _meta['toolcrib/selection'].unavailable]).toEqual([['one__create_refund'], []])
  })

  it('does not wait for the retries of what failed', async () => {
    const servers = await connect({ one: faultyServer('exit') })
    expect(statuses(servers)).toEqual({ one: 'waiting' })
  })

  it('prepares each client, and tells servers what it can do', async () => {
    const prepared: string[] = []
    const { origin, end } = await legacyHttp()
    ends.push(end)
    await connect(
      { a: contractStdio(), b: { transport: 'http', url: `${origin}/` } },
      {
        capabilities: { elicitation: {} },
        clientInfo: { name: 'host', version: '3' },
        prepare: (client, key) => {
          // Throws where the capability is not declared.
          client.setRequestHandler('elicitation/create', async () => ({ action: 'decline' }))
          prepared.push(key)
        },
      },
    )
    expect(prepared.sort()).toEqual(['a', 'b'])
  })

  it('gives the tokens of each server that is reached by URL', async () => {
    const asked: string[] = []
    const { origin, end } = await legacyHttp()
    ends.push(end)
    const token = async () => {
      asked.push('token')
      return 'x'
    }
    await connect(
      { a: goodServer(), b: { transport: 'http', url: `${origin}/` } },
      { authProvider: (key) => (key === 'b' ? { token } : undefined) },
    )
    expect(asked.length).toBeGreaterThan(0)
  })

  it('ends every process when it is closed, and beside another one only its own', async () => {
    const first = await connect({
      a: faultyServer('none', pidFile('a')),
      b: faultyServer('stubborn', pidFile('b')),
    })
    const second = await connect({ a: faultyServer('none', pidFile('c')) })
    await first.close()
    expect(['a', 'b', 'c'].map((name) => isAlive(pidFile(name)))).toEqual([false, false, true])
    expect(await second.callTool({ name: 'a__good_tool' })).toMatchObject({ content: [{ type: 'text' }] })
    await expect(first.callTool({ name: 'a__good_tool' })).rejects.toMatchObject({ code: 'server-failed' })
  })

  it('ends what it started when it is aborted', async () => {
    const controller = new AbortController()
    const entries = new Map([
      ['a', faultyServer('none', pidFile('a'))],
      ['b', faultyServer('hang', pidFile('b'))],
    ])
    const connecting = connectServers(entries, { signal: controller.signal })
    const failure = expect(connecting).rejects.toMatchObject({ code: 'aborted' })
    await until(() => {
      try {
        return ['a', 'b'].every((name) => readFileSync(pidFile(name), 'utf8') !== '')
      } catch {
        return false
      }
    })
    controller.abort()
    await failure
    expect(['a', 'b'].map((name) => isAlive(pidFile(name)))).toEqual([false, false])
    await expect(connectServers(entries, { signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
    })
  })

  it.each([
    [{ timeoutMs: 5 }, 'option-unknown'],
    [{ startTimeoutMs: 0 }, 'option-invalid'],
    [{ callTimeoutMs: 2 ** 31 }, 'option-invalid'],
    [{ retries: -1 }, 'option-invalid'],
    [{ concurrency: 0 }, 'option-invalid'],
    [{ prepare: 5 }, 'option-invalid'],
    [{ maxTokens: 'x' }, 'option-invalid'],
    [{ trusted: ['nobody'] }, 'option-invalid'],
  ])('refuses %j and starts nothing', async (options, code) => {
    const entries = new Map([['one', faultyServer('none', pidFile('one'))]])
    await expect(connectServers(entries, options as ConnectServersOptions)).rejects.toMatchObject({ code })
    expect(() => readFileSync(pidFile('one'))).toThrow()
  })

  it.each([
    [{ servers: new Map() }, 'connectServers got an object with the keys "servers", not a Map'],
    [{ one: { command: 'node' } }, 'connectServers got an object with the keys "one", not a Map'],
    [[], 'connectServers got an object without keys, not a Map'],
    [undefined, 'connectServers got undefined, not a Map'],
    [
      new Map([['one', { command: 'node', env: { KEY: 'secret' } }]]),
      'The entry "one" of connectServers is an object with the keys "command, env", without a transport (stdio, http, sse, broken)',
    ],
    [new Map([['one', { transport: 'toString' }]]), 'The entry "one" of connectServers is'],
    [new Map([['one', null]]), 'The entry "one" of connectServers is null'],
  ])('refuses the entries %j and says what to give', async (entries, message) => {
    await expect(connectServers(entries as never)).rejects.toMatchObject({
      code: 'option-invalid',
      details: { option: 'entries' },
      message: expect.stringContaining(message),
    })
    await expect(connectServers(entries as never)).rejects.toThrow(
      'Give it parseServersConfig(text).servers.',
    )
    await expect(listServers(entries as never)).rejects.toThrow(
      message.replaceAll('connectServers', 'listServers'),
    )
  })

  it('may have no server', async () => {
    const servers = await connect({})
    expect(namesOf((await servers.listTools()).tools)).toEqual([
      'search_tools',
      'call_read_tool',
      'call_tool',
    ])
  })
})

it('a list that changes while selections run fails none of them, and is seen after', async () => {
  const servers = await connect({ one: contractStdio(), two: goodServer() })
  const selections = Array.from({ length: 30 }, async (_, turn) => {
    await new Promise((resolve) => setTimeout(resolve, turn * 5))
    return await servers.listTools({ task: 'give back the arguments of a tool', maxTools: 3 })
  })
  for (let times = 0; times < 5; times++) await servers.callTool({ name: 'one__grow' })
  for (const { tools, _meta } of await Promise.all(selections)) {
    expect([tools.length > 0, _meta['toolcrib/selection'].unavailable]).toEqual([true, []])
  }
  await until(async () => {
    const { content } = (await servers.callTool({
      name: 'search_tools',
      arguments: { tasks: ['was not there before'] } as never,
    })) as { content: { text: string }[] }
    return content[0]?.text.includes('one__grown_11') === true
  })
})
