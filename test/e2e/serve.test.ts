import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isAlive } from '../mcp/fixtures.js'
import { until } from '../mcp/upstream/manage.js'
import { runBin } from './runBin.js'

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))
const MAIN = path('dist/cli/main.js')

let folder: string
const children: ChildProcess[] = []
const file = (name: string) => join(folder, name)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'toolcrib-serve-'))
  const args = [path('test/fixtures/stdioServer.mjs'), '--extra', '--pid-file', file('pid')]
  const mcpServers = { shop: { command: process.execPath, args } }
  const toolcrib = { trusted: ['shop'], profiles: { post: { include: ['shop/*mail*'] } } }
  writeFileSync(file('mcp.json'), JSON.stringify({ mcpServers, toolcrib }))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const serveArgs = (...more: string[]) => [
  ...[MAIN, 'serve', '--config', file('mcp.json'), '--trust-file', file('trust.json')],
  ...['--catalog-file', file('catalog.json'), ...more],
]

/** Lists, searches, describes and calls, as a model would. */
async function errand(client: Client | ClientV1): Promise<void> {
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual([
    'search_tools',
    'describe_tools',
    'call_read_tool',
    'call_tool',
  ])
  const call = async (name: string, args: Record<string, unknown>) => {
    const { content } = (await client.callTool({ name, arguments: args })) as { content: { text: string }[] }
    return content[0]!.text
  }
  expect(await call('search_tools', { tasks: ['refund a payment'] })).toContain(
    'shop__create_refund(payment?: string)',
  )
  expect(await call('describe_tools', { names: ['shop__echo'] })).toContain('"inputSchema"')
  expect(await call('call_tool', { name: 'shop__echo', arguments: { message: 'hi' } })).toBe(
    '{"message":"hi"}',
  )
  expect(await call('call_read_tool', { name: 'shop__count_lists' })).toMatch(/^\d+$/)
  expect(await call('call_read_tool', { name: 'shop__echo' })).toContain('was not called')
}

describe('toolcrib serve over stdio', () => {
  test.each(['legacy', 'modern'])('serves a client of SDK v2, %s, and ends with it', async (era) => {
    const mode = era === 'legacy' ? era : { pin: '2026-07-28' }
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } } as never)
    await client.connect(new StdioClientTransport({ command: process.execPath, args: serveArgs() }))
    await errand(client)
    await client.close()
    await until(() => !isAlive(file('pid')))
    expect(JSON.parse(readFileSync(file('trust.json'), 'utf8')).servers[0].key).toBe('shop')
    expect(JSON.parse(JSON.parse(readFileSync(file('catalog.json'), 'utf8')).body)[0].key).toBe('shop')
  })

  test('serves a client of SDK v1, and a profile', async () => {
    const client = new ClientV1({ name: 'test', version: '1' })
    await client.connect(new StdioV1({ command: process.execPath, args: serveArgs() }))
    await errand(client)
    await client.close()
    const other = new ClientV1({ name: 'test', version: '1' })
    await other.connect(new StdioV1({ command: process.execPath, args: serveArgs('--profile', 'post') }))
    const answer = await other.callTool({ name: 'call_tool', arguments: { name: 'shop__echo' } })
    expect(JSON.stringify(answer)).toContain('No server lists a tool')
    await other.close()
  })
})

describe('toolcrib serve over HTTP', () => {
  test('serves both eras with a token, and ends its servers on SIGTERM', async () => {
    const env = { ...process.env, TOOLCRIB_TOKEN: 'secret' }
    const child = spawn(process.execPath, serveArgs('--http', '0'), {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    children.push(child)
    let said = ''
    child.stderr!.on('data', (chunk) => (said += chunk))
    await until(() => /Serving http:/.test(said))
    const url = new URL(/Serving (\S+)/.exec(said)![1]!)
    for (const mode of ['legacy', { pin: '2026-07-28' }] as const) {
      const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } })
      const requestInit = { headers: { authorization: 'Bearer secret' } }
      await client.connect(new StreamableHTTPClientTransport(url, { requestInit }))
      await errand(client)
      await client.close()
    }
    child.kill('SIGTERM')
    await until(() => child.exitCode !== null)
    expect(child.exitCode).toBe(0)
    await until(() => !isAlive(file('pid')))
  })
})

describe('toolcrib serve refuses', () => {
  const run = (...args: string[]) => runBin(process.execPath, args, { cwd: folder })

  test.each([
    [['--host', '0.0.0.0'], '--host is for --http'],
    [['--http', '0', '--profile', 'post'], '--profile is for stdio'],
    [['--profile', 'none'], 'There is no profile "none"'],
    [['--http', '0', '--host', '0.0.0.0'], 'no token is set'],
    [['--http', '70000'], '--http'],
  ])('%j', async (args, message) => {
    const result = await run(...serveArgs(...args))
    expect(result.code).toBe(2)
    expect(result.stderr).toContain(message)
    expect(result.stdout).toBe('')
  })

  test('a section that is wrong', async () => {
    writeFileSync(file('mcp.json'), '{ "mcpServers": {}, "toolcrib": { "pinned": 5 } }')
    const result = await run(...serveArgs())
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toContain('"toolcrib.pinned"')
  })
})
