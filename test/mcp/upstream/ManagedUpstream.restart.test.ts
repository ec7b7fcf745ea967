import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ServerEntry, StdioEntry } from '../../../src/mcp/config/ServerEntry.js'
import type { ManagedUpstream } from '../../../src/mcp/upstream/ManagedUpstream.js'
import type { ManagedUpstreamOptions } from '../../../src/mcp/upstream/ManagedUpstreamOptions.js'
import type { UpstreamState } from '../../../src/mcp/upstream/UpstreamState.js'
import { faultyServer } from '../fixtures.js'
import { contractStdio } from './contractServers.js'
import { manage, until } from './manage.js'

let folder: string
let file: string
const opened: ManagedUpstream[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'toolcrib-restart-'))
  file = join(folder, 'starts')
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((upstream) => upstream.close()))
  rmSync(folder, { recursive: true, force: true })
})

function open(entry: ServerEntry, options: Partial<ManagedUpstreamOptions> = {}) {
  const upstream = manage(entry, options)
  opened.push(upstream)
  const states: UpstreamState[] = []
  upstream.onEvent((event) => event.type === 'state' && states.push(event.state))
  return { upstream, states }
}

/** A server that writes a line each time that it starts. */
const counted = (entry: StdioEntry): StdioEntry => ({ ...entry, env: { STARTS_FILE: file } })
const starts = () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0)
/** A shell command as a server. */
const shell = (command: string): StdioEntry => ({ transport: 'stdio', command: 'sh', args: ['-c', command] })
const die = (upstream: ManagedUpstream) =>
  expect(upstream.callTool({ name: 'die' })).rejects.toThrow(/code 7/)

describe('a stdio server that crashes', () => {
  it('is started again with a wait that doubles, told by its states, and lists anew', async () => {
    const { upstream, states } = open(counted(faultyServer('none')))
    const first = await upstream.listTools()
    let told = 0
    upstream.onEvent(({ type }) => type === 'tools' && told++)
    await die(upstream)
    await until(() => upstream.state.status === 'ready')
    await die(upstream)
    await until(() => upstream.state.status === 'ready')
    expect(states.map(({ status }) => status)).toEqual([
      ...['starting', 'ready'],
      ...['waiting', 'starting', 'ready'],
      ...['waiting', 'starting', 'ready'],
    ])
    const waits = states.filter((state) => state.status === 'waiting')
    expect(waits.map(({ attempt, retryInMs }) => [attempt, retryInMs])).toEqual([
      [1, 20],
      [2, 40],
    ])
    expect(waits[0]?.error.message).toBe(
      'Server "one" went away: it exited with code 7 (stderr: Error: the disk is full). It is started again by itself.',
    )
    expect([starts(), told]).toEqual([3, 2])
    expect(await upstream.listTools()).toBe(first)
  })

  it('waits as at first again once it ran well', async () => {
    const { upstream, states } = open(faultyServer('none'), {
      times: { firstMs: 20, maxMs: 30, wellMs: 1500 },
    })
    await upstream.listTools()
    for (const runsMs of [0, 0, 1600]) {
      await until(() => upstream.state.status === 'ready')
      await new Promise((resolve) => setTimeout(resolve, runsMs))
      await die(upstream)
    }
    await until(() => upstream.state.status === 'ready')
    const waits = states.filter((state) => state.status === 'waiting')
    expect(waits.map(({ retryInMs }) => retryInMs)).toEqual([20, 30, 20])
  })

  it('is waited for by a request no longer than a start may take', async () => {
    const times = { firstMs: 60_000 }
    const { upstream } = open(faultyServer('none'), { times })
    await upstream.listTools()
    await die(upstream)
    const options = { startTimeoutMs: 3000 }
    const impatient = open(faultyServer('none'), { times, ...options }).upstream
    await impatient.start()
    await die(impatient)
    const began = performance.now()
    await expect(impatient.callTool({ name: 'fine' })).rejects.toMatchObject({
      code: 'server-failed',
      message: expect.stringMatching(
        /^Server "one" is not ready after 3 s\. .* code 7 .* Ask again later\.$/,
      ),
    })
    expect(performance.now() - began).toBeLessThan(6000)
    const controller = new AbortController()
    const waiting = upstream.callTool({ name: 'fine' }, { signal: controller.signal })
    controller.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' })
    // Closing ends the wait.
    const late = upstream.callTool({ name: 'fine' })
    await upstream.close()
    await expect(late).rejects.toMatchObject({ code: 'server-failed' })
  })
})

it('a list that ends with its server is not asked for again, which might end the next one', async () => {
  const { upstream } = open(counted(faultyServer('exitInList')))
  await expect(upstream.listTools()).rejects.toThrow(
    'Server "one" went away before it answered tools/list: it exited with code 0. Ask again.',
  )
  expect(starts()).toBeLessThan(3)
})

describe('a server that does not start', () => {
  it('is tried as often as retries say, then given up, and tried once more each time that something is asked of it', async () => {
    const { upstream, states } = open(shell(`echo x >> ${file}; echo "no key" >&2; exit 3`))
    await upstream.start()
    expect(upstream.state.status).toBe('waiting')
    await until(() => upstream.state.status === 'failed')
    expect(starts()).toBe(3)
    await expect(upstream.listTools()).rejects.toMatchObject({
      code: 'server-failed',
      details: { server: 'one', phase: 'start' },
      message:
        'Server "one" did not start: it exited with code 3 (stderr: no key). Run its command by hand to see why.',
    })
    expect(starts()).toBe(4)
    expect(states.map(({ status }) => status)).toEqual([
      ...['starting', 'waiting', 'starting', 'waiting', 'starting', 'failed'],
      ...['starting', 'failed'],
    ])
  })

  it('may start at a later try', async () => {
    const good = faultyServer('none')
    const command = `if [ -e ${file} ]; then exec ${good.command} ${good.args?.join(' ')}; fi; touch ${file}; exit 1`
    const { upstream } = open(shell(command))
    expect((await upstream.listTools()).tools).toHaveLength(1)
  })

  it.each([
    [
      'a broken entry',
      { transport: 'broken', reason: 'cannot be reached as configured: X.' },
      /as configured: X\.$/,
      1,
    ],
    // Which may be installed meanwhile.
    ['a missing command', { transport: 'stdio', command: 'no-such-command-here' }, /was not found/, 2],
    [
      'a malformed url',
      { transport: 'http', url: 'nowhere' },
      /cannot be reached as configured: Invalid URL/,
      1,
    ],
  ] as [string, ServerEntry, RegExp, number][])('%s is not tried twice', async (_, entry, message, tries) => {
    const { upstream, states } = open(entry)
    await upstream.start()
    expect(states.map(({ status }) => status)).toEqual(['starting', 'failed'])
    await expect(upstream.listTools()).rejects.toThrow(message)
    expect(states.filter(({ status }) => status === 'starting')).toHaveLength(tries)
  })

  it('within its time is ended', async () => {
    const { upstream } = open(faultyServer('hang'), { startTimeoutMs: 300, retries: 0 })
    await upstream.start()
    expect(upstream.state).toMatchObject({
      status: 'failed',
      error: { message: expect.stringMatching(/did not start within 0\.3 s/) },
    })
  })

  it('closes in the middle of its start, and no process is left', async () => {
    const pidFile = join(folder, 'pid')
    const { upstream } = open(faultyServer('stubborn', pidFile))
    void upstream.start()
    await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '')
    await upstream.close()
    expect(() => process.kill(Number(readFileSync(pidFile, 'utf8')), 0)).toThrow()
  })
})

describe('a preparation that takes too long', () => {
  it.each(['the limit', 'close'] as const)('starts nothing once %s ended the start', async (what) => {
    const pidFile = join(folder, 'pid')
    let prepared = () => {}
    const prepare = () => new Promise<void>((resolve) => (prepared = resolve))
    const limits = what === 'close' ? {} : { startTimeoutMs: 100, retries: 0 }
    const { upstream } = open(faultyServer('stubborn', pidFile), { prepare, ...limits })
    const started = upstream.start()
    if (what === 'close') await upstream.close()
    else await started
    prepared()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(existsSync(pidFile)).toBe(false)
  })
})

describe('a server of 2026 over stdio', () => {
  it('that refuses the older handshake is asked for it once, whatever happens later', async () => {
    writeFileSync(file, '')
    const { upstream } = open(contractStdio('modern', '--pid-file', file))
    await upstream.listTools()
    const pids = () => readFileSync(file, 'utf8').trim().split('\n').map(Number)
    expect(pids()).toHaveLength(2)
    process.kill(pids()[1]!, 'SIGKILL')
    await until(() => pids().length > 2)
    await until(() => upstream.state.status === 'ready')
    await upstream.listTools({ from: 'anew' })
    expect(pids()).toHaveLength(3)
  })
})
