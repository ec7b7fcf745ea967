import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CribError } from '../../../src/errors.js'
import type { ServerEntry } from '../../../src/mcp/config/ServerEntry.js'
import { type ListProgress, listServers } from '../../../src/mcp/listing/listServers.js'
import type { FailedServer, ListedServer, ServerListing } from '../../../src/mcp/listing/ServerListing.js'
import { FIRST_NAMES } from '../../fixtures/contractTools.mjs'
import { faultyServer, goodServer, isAlive } from '../fixtures.js'
import { contractStdio } from '../upstream/contractServers.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'toolcrib-list-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const pidFile = (name: string) => join(folder, name)

async function listOne(entry: ServerEntry, timeoutMs = 20_000): Promise<ServerListing> {
  const [listing] = await listServers(new Map([['one', entry]]), { timeoutMs })
  if (listing === undefined) throw new Error('no listing')
  return listing
}

async function listGood(entry: ServerEntry): Promise<ListedServer> {
  const listing = await listOne(entry)
  if (listing.status === 'failed') throw listing.error
  return listing
}

async function failOne(entry: ServerEntry, timeoutMs?: number): Promise<FailedServer> {
  const listing = await listOne(entry, timeoutMs)
  if (listing.status === 'listed') throw new Error('it listed')
  return listing
}

const namesOf = (tools: readonly unknown[]) => tools.map((tool) => (tool as { name: string }).name)

describe('a server that works', () => {
  it('gives its definitions as they came, unknown fields and key order included', async () => {
    const listing = await listGood(goodServer())
    expect(listing.tools).toHaveLength(14)
    const odd = listing.tools.find((tool) => (tool as { name: string }).name === 'restart_database')
    expect(odd).toMatchObject({
      annotations: { 'vendor.example/cost': 7 },
      'vendor.example/unknown': { kept: [1, null, 'x'] },
      _meta: { 'vendor.example/meta': true },
    })
    expect(Object.keys((odd as { inputSchema: object }).inputSchema)).toEqual([
      'properties',
      'required',
      'type',
    ])
    expect(listing).toMatchObject({
      rejected: [],
      serverInfo: { name: 'fixture', version: '1.2.3' },
      instructions: 'Use it in tests.',
    })
    expect(listing.ms).toBeGreaterThan(0)
    const keys = ['instructions', 'ms', 'rejected', 'server', 'serverInfo', 'status', 'tools']
    expect(Object.keys(listing).sort()).toEqual(keys)
  })

  it('is read page by page, the empty cursor included', async () => {
    const [plain, paged] = [await listGood(goodServer()), await listGood(goodServer('--pages', '3'))]
    expect(paged.tools).toEqual(plain.tools)
  })

  it('may speak the protocol of 2026 alone', async () => {
    const listing = await listGood(contractStdio('modern'))
    expect(namesOf(listing.tools)).toEqual(FIRST_NAMES)
    expect(listing.serverInfo).toMatchObject({ name: 'contract' })
  })

  it('may print a banner on stdout', async () => {
    expect(namesOf((await listGood(faultyServer('banner'))).tools)).toEqual(['good_tool'])
  })

  it('may send a list of 20 MB', async () => {
    expect((await listGood(faultyServer('big'))).tools).toHaveLength(20)
  })

  it('may have no tools', async () => {
    expect(await listGood(faultyServer('noTools'))).toMatchObject({ tools: [], rejected: [] })
  })

  it('may call its tools by names of Object.prototype', async () => {
    const { tools } = await listGood(faultyServer('prototypes'))
    expect(namesOf(tools)).toEqual(['__proto__', 'constructor'])
    const { properties } = (tools[0] as { inputSchema: { properties: object } }).inputSchema
    expect(Object.keys(properties)).toEqual(['__proto__'])
  })

  it('keeps its good tools when others are no tools at all', async () => {
    const { tools, rejected } = await listGood(faultyServer('badTools'))
    // A schema that is no object is left to the catalog to judge.
    expect(namesOf(tools)).toEqual(['good_tool', 'other'])
    expect(rejected.map(({ index }) => index)).toEqual([1, 2, 3, 4])
    expect(rejected.map(({ reason }) => reason)).toEqual([
      'it is not an object but null',
      'it is not an object but "text"',
      'it has no name',
      'its name is not a string but 7',
    ])
  })
})

describe('a server that fails', () => {
  const faults: [string, ServerEntry, RegExp][] = [
    [
      'exits at once',
      faultyServer('exit'),
      /did not start: it exited with code 3 \(stderr: Error: no licence key in/,
    ],
    [
      'exits without reading',
      { transport: 'stdio', command: 'false' },
      /did not start: it exited with code 1\./,
    ],
    [
      'exits while it lists',
      faultyServer('exitInList'),
      /started but did not list its tools: it exited with code 0/,
    ],
    ['prints rubbish', faultyServer('rubbish'), /101 lines on stdout .* the first was "Listening on port 0"/],
    ['prints without end', faultyServer('endless'), /one line is longer than 67,108,864 bytes/],
    ['answers with no list', faultyServer('notAList'), /no array of tools/],
    ['answers with an error', faultyServer('refuses'), /sign in first/],
    ['repeats a cursor', faultyServer('sameCursor'), /sent the cursor "again" twice/],
    ['has pages without end', faultyServer('manyPages'), /goes on after 64 pages/],
    [
      'does not exist',
      { transport: 'stdio', command: 'no-such-command-here' },
      /"no-such-command-here" was not found/,
    ],
    [
      'has no such folder',
      { ...goodServer(), cwd: '/no/such/folder' },
      /working directory \/no\/such\/folder does not/,
    ],
    ['has a malformed url', { transport: 'http', url: '::' }, /cannot be reached as configured: Invalid URL/],
    [
      'is broken in the config',
      { transport: 'broken', reason: 'cannot be reached: X is not set.' },
      /X is not set/,
    ],
  ]

  it.each(faults)('%s: one line says so', async (_, entry, expected) => {
    const { error } = await failOne(entry)
    expect(error).toBeInstanceOf(CribError)
    expect(error.code).toBe('server-failed')
    expect(error.details).toMatchObject({ server: 'one' })
    expect(error.message).toMatch(expected)
    expect(error.message).toMatch(/^Server "one" /)
    expect(error.message).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })

  it.each(['hang', 'hangInList'])('%s: the limit ends it and its process', async (fault) => {
    const { error, ms } = await failOne(faultyServer(fault, pidFile(`${fault}-alone`)), 1000)
    expect(isAlive(pidFile(`${fault}-alone`))).toBe(false)
    expect(error.message).toContain('within 1 s')
    expect(ms).toBeLessThan(3000)
  })

  it('has its process ended although its connection is already down', async () => {
    await failOne(faultyServer('rubbish', pidFile('rubbish-alone')))
    expect(isAlive(pidFile('rubbish-alone'))).toBe(false)
  })

  it('keeps the end of stderr', async () => {
    expect((await failOne(faultyServer('exit'))).stderrTail).toContain(
      'loading settings\nError: no licence key',
    )
  })
})

describe('many servers', () => {
  it('are listed together: each fault is told, the good ones list, no process is left', async () => {
    const faults = ['exit', 'hang', 'rubbish', 'badTools', 'stubborn', 'hangInList']
    const entries = new Map<string, ServerEntry>(
      faults.map((fault) => [fault, faultyServer(fault, pidFile(fault))]),
    )
    entries.set('good', goodServer('--pages', '3', '--pid-file', pidFile('good')))
    const listings = await listServers(entries, { timeoutMs: 3000, concurrency: 3 })
    expect(listings.map(({ server }) => server)).toEqual([...entries.keys()])
    const listed = listings.filter(({ status }) => status === 'listed').map(({ server }) => server)
    expect(listed).toEqual(['badTools', 'stubborn', 'good'])
    expect([...entries.keys()].filter((key) => isAlive(pidFile(key)))).toEqual([])
  })

  it('leave no grandchild of a shell behind that ignores SIGTERM', async () => {
    const { command, args = [] } = faultyServer('stubborn', pidFile('grandchild'))
    const line = [command, ...args].map((word) => `'${word}'`).join(' ')
    await listGood({ transport: 'stdio', command: 'sh', args: ['-c', `${line}; true`] })
    expect(isAlive(pidFile('grandchild'))).toBe(false)
  })

  it('run at most `concurrency` at a time and report their progress', async () => {
    let running = 0
    let most = 0
    const seen: string[] = []
    const onProgress = (progress: ListProgress) => {
      running += progress.state === 'started' ? 1 : -1
      most = Math.max(most, running)
      seen.push(`${progress.server} ${progress.state}`)
    }
    const entries = new Map(['a', 'b', 'c', 'd', 'e'].map((key) => [key, faultyServer('exit')]))
    await listServers(entries, { concurrency: 2, onProgress })
    expect(most).toBe(2)
    expect(seen).toHaveLength(10)
  })

  it('end when the signal is aborted, children included', async () => {
    const entries = new Map([
      ['hang', faultyServer('hang', pidFile('aborted'))],
      ['later', faultyServer('hang', pidFile('never'))],
    ])
    const controller = new AbortController()
    const listing = listServers(entries, { concurrency: 1, signal: controller.signal })
    setTimeout(() => controller.abort(new Error('enough')), 500)
    await expect(listing).rejects.toMatchObject({ code: 'aborted' })
    expect(isAlive(pidFile('aborted'))).toBe(false)
    expect(() => isAlive(pidFile('never'))).toThrow()
  })

  it('need options that mean something', async () => {
    await expect(listServers(new Map(), { timeout: 1 } as object)).rejects.toMatchObject({
      code: 'option-unknown',
    })
    await expect(listServers(new Map(), { concurrency: 0 })).rejects.toMatchObject({ code: 'option-invalid' })
    expect(await listServers(new Map())).toEqual([])
  })
})
