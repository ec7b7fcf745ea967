import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { markdownTable } from '../../bench/report/markdownTable.js'
import { ensureClients } from '../tools/ensureClients.js'
import { AI_SDK_WAYS } from './clients/aiSdkWays.js'
import { type ClientSession, type ClientWay, OPERATIONS, type Operation } from './clients/ClientWay.js'
import { deskServer } from './clients/deskServer.js'
import { INSPECTOR_WAYS } from './clients/inspectorWays.js'
import { LANGCHAIN_WAYS } from './clients/langchainWays.js'
import { MCPORTER_WAYS } from './clients/mcporterWays.js'
import { MCP_REMOTE_WAYS } from './clients/mcpRemoteWays.js'
import { ServedGateway } from './clients/ServedGateway.js'

/** Every client over every transport and in every era that it has. */
const WAYS: readonly ClientWay[] = [
  ...INSPECTOR_WAYS,
  ...AI_SDK_WAYS,
  ...LANGCHAIN_WAYS,
  ...MCPORTER_WAYS,
  ...MCP_REMOTE_WAYS,
]

const note = (name: string, title: string) => ({ name: `desk__${name}`, arguments: { title } })

/** What each operation has to give, whatever the client. */
const CHECKS: Readonly<Record<Operation, (session: ClientSession) => Promise<void>>> = {
  list: async (session) => {
    expect(await session.tools()).toEqual(['search_tools', 'describe_tools', 'call_read_tool', 'call_tool'])
  },
  search: async (session) => {
    const { text, isError } = await session.call('search_tools', { tasks: ['write a note'] })
    expect(text).toMatch(/^For "write a note":\ndesk__write_note\(title: string, text\?: string\): Write/)
    expect(text).toMatch(/^desk__read_note\(.*\[read\]$/m)
    expect(isError).toBe(false)
  },
  describe: async (session) => {
    const { text } = await session.call('describe_tools', { names: ['desk__write_note'] })
    expect(text).toContain('"properties":{"title":{"type":"string"},"text":{"type":"string"}}')
  },
  call: async (session) => {
    const { text, isError } = await session.call('call_tool', note('write_note', 'milk & "eggs"'))
    expect(JSON.parse(text)).toMatchObject({ name: 'write_note', arguments: { title: 'milk & "eggs"' } })
    expect(isError).toBe(false)
  },
  call_read_tool: async (session) => {
    const { text, isError } = await session.call('call_read_tool', note('read_note', 'today'))
    expect(JSON.parse(text)).toMatchObject({ name: 'read_note', arguments: { title: 'today' } })
    expect(isError).toBe(false)
  },
  refusal: async (session) => {
    const { text, isError } = await session.call('call_read_tool', note('write_note', 'today'))
    expect(text).toContain('desk__write_note is not marked as a tool that only reads')
    expect(isError).toBe(true)
  },
  'unknown name': async (session) => {
    const { text, isError } = await session.call('call_tool', note('wright_note', 'today'))
    expect(text).toMatch(/desk__wright_note.*nearest names.*desk__write_note/s)
    expect(isError).toBe(true)
  },
  'tool error': async (session) => {
    const answer = await session.call('call_tool', note('lose_note', 'today'))
    expect(answer.text).toContain('The desk is tidy.')
    expect(answer.isError).toBe(true)
  },
  resources: async (session) => {
    expect(await session.resources!()).toEqual(['note://today'])
    expect(await session.read!('note://today')).toContain('desk.json')
  },
  prompts: async (session) => {
    expect(await session.prompts!()).toEqual(['desk__summarise'])
    expect(await session.prompt!('desk__summarise')).toContain('"name":"summarise"')
  },
}

const folder = mkdtempSync(join(tmpdir(), 'toolcrib-desk-'))
const gateway = new ServedGateway({
  servers: { desk: deskServer(join(folder, 'desk.json')) },
  section: { trusted: ['desk'] },
})

beforeAll(async () => {
  await Promise.all([ensureClients(), gateway.start()])
})
afterAll(async () => {
  await gateway.end()
  rmSync(folder, { recursive: true, force: true })
})

test('prints what is run, and why the rest is not', () => {
  const cell = (way: ClientWay, operation: Operation) => way.unsupported[operation] ?? 'runs'
  const rows = WAYS.map((way) => [
    `${way.client}, ${way.transport}, ${way.era}`,
    ...OPERATIONS.map((operation) => cell(way, operation)),
  ])
  console.log(markdownTable(['client', ...OPERATIONS], rows))
  expect(new Set(rows.map(([name]) => name)).size).toBe(11 + 1)
})

describe.each(WAYS)('$client over $transport in the $era era', (way) => {
  let session: ClientSession
  beforeAll(async () => {
    session = await way.open(gateway, await ensureClients())
  })
  afterAll(() => session?.close())

  test.each(OPERATIONS.filter((operation) => way.unsupported[operation] === undefined))(
    '%s',
    async (operation) => await CHECKS[operation](session),
  )

  test('what it cannot do is what the table says', () => {
    const lacks = (['resources', 'prompts'] as const).filter((name) => session[name] === undefined)
    expect(Object.keys(way.unsupported)).toEqual(lacks)
  })
})
