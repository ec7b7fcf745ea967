import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ensureDemoServers } from '../../demo/ensureDemoServers.js'
import { ensureServers } from '../tools/ensureServers.js'
import { answerOf, type CallAnswer } from './clients/ClientWay.js'
import { ServedGateway } from './clients/ServedGateway.js'
import { realServers } from './servers/realServers.js'
import { type WebPage, webPage } from './servers/webPage.js'

const hasBrowser = process.platform === 'linux' && process.arch === 'x64'
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'toolcrib-servers-')))
let page: WebPage
let gateway: ServedGateway

beforeAll(async () => {
  const [installed] = await Promise.all([ensureServers(), ensureDemoServers({ onProgress: () => {} })])
  page = await webPage('<title>Shed</title><h1>The rake is in the shed</h1><button>Open</button>')
  const servers = realServers({ installed, folder, service: page.url })
  gateway = new ServedGateway({ servers, section: { trusted: ['filesystem', 'memory'] } })
  await gateway.start()
})
afterAll(async () => {
  await gateway?.end()
  await page?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.each(['legacy', 'modern'] as const)('real servers for a client of the %s era', (era) => {
  let client: Client
  const call = async (name: string, args: Record<string, unknown>): Promise<CallAnswer> =>
    answerOf(await client.callTool({ name, arguments: args }, { timeout: 90_000 }))
  const callTool = (name: string, args: Record<string, unknown>) =>
    call('call_tool', { name, arguments: args })
  const search = async (task: string) => (await call('search_tools', { tasks: [task] })).text

  beforeAll(async () => {
    const mode = era === 'legacy' ? 'legacy' : { pin: '2026-07-28' }
    client = new Client({ name: 'e2e', version: '1' }, { versionNegotiation: { mode } })
    await client.connect(new StreamableHTTPClientTransport(new URL(gateway.url)))
    // All six have to be there before anything is searched for.
    await vi.waitFor(
      async () =>
        expect(await search('check which domain names are free to buy')).not.toContain('not available now'),
      { timeout: 60_000, interval: 500 },
    )
  })
  afterAll(() => client?.close())

  test('the list names every server', async () => {
    const { tools } = await client.listTools()
    expect(tools).toHaveLength(4)
    for (const key of ['everything', 'filesystem', 'memory', 'playwright', 'context7', 'hostinger'])
      expect(tools[0]!.description).toContain(key)
  })

  test('server-everything', async () => {
    expect(await callTool('everything__echo', { message: 'ping' })).toEqual({
      text: 'Echo: ping',
      isError: false,
    })
    expect((await callTool('everything__get-sum', { a: 2, b: 40 })).text).toContain('42')
  })

  test('server-filesystem', async () => {
    const path = join(folder, `${era}.txt`)
    expect((await callTool('filesystem__write_file', { path, content: 'a rake' })).isError).toBe(false)
    expect(readFileSync(path, 'utf8')).toBe('a rake')
    const read = await call('call_read_tool', { name: 'filesystem__read_text_file', arguments: { path } })
    expect(read).toEqual({ text: 'a rake', isError: false })
    const outside = await callTool('filesystem__read_text_file', { path: join(folder, '../other.txt') })
    expect(outside.isError).toBe(true)
    expect(outside.text).toMatch(/denied/i)
  })

  test('server-memory', async () => {
    const entities = [{ name: `Ana-${era}`, entityType: 'person', observations: ['lives in Lisbon'] }]
    await callTool('memory__create_entities', { entities })
    const found = await call('call_read_tool', {
      name: 'memory__search_nodes',
      arguments: { query: 'Lisbon' },
    })
    expect(found.text).toContain(`Ana-${era}`)
  })

  test('@playwright/mcp', async ({ skip }) => {
    if (!hasBrowser) skip('the pinned browser is for Linux on x64')
    const opened = await callTool('playwright__browser_navigate', { url: page.url })
    expect(opened.isError, opened.text).toBe(false)
    const seen = await callTool('playwright__browser_snapshot', {})
    expect(seen.text).toContain('The rake is in the shed')
    await callTool('playwright__browser_close', {})
  })

  test.each([
    {
      task: 'look up the documentation of a library',
      name: 'context7__resolve-library-id',
      args: { query: 'routing', libraryName: 'express' },
      described: '"libraryName"',
      fault: /repaired|503|unavailable/i,
    },
    {
      task: 'check which domain names are free to buy',
      name: 'hostinger__domains_checkDomainAvailabilityV1',
      args: { domain: 'example', tlds: ['com'] },
      described: '"tlds"',
      fault: /repaired|503/i,
    },
  ])('$name is found and described, and its error is passed on', async ({ task, name, ...expected }) => {
    expect(await search(task)).toContain(name)
    expect((await call('describe_tools', { names: [name] })).text).toContain(expected.described)
    const { text } = await callTool(name, expected.args)
    expect(text).toMatch(expected.fault)
  })
})
