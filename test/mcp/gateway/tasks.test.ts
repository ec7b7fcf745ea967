import { fileURLToPath } from 'node:url'
import type { Client } from '@modelcontextprotocol/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ServerEntry } from '../../../src/mcp/config/ServerEntry.js'
import { ERAS, textOf, Workshop } from './workshop.js'

let shop: Workshop
beforeEach(() => {
  shop = new Workshop()
})
afterEach(() => shop.end())

const FILE = fileURLToPath(new URL('../../fixtures/taskServer.mjs', import.meta.url))
const entry = (...args: string[]): ServerEntry => ({
  transport: 'stdio',
  command: process.execPath,
  args: [FILE, ...args],
})
const MARK = '[cannot be called: runs as a task only]'
const call = async (client: Client, name: string, args: object) =>
  textOf(await client.callTool({ name, arguments: { ...args } }))

describe.each(ERAS)('tools that run as tasks only, for a client of the %s era', (era) => {
  it('are found, described, and called like any other', async () => {
    const gateway = await shop.gateway({ jobs: entry() })
    const client = await shop.client(await shop.http(gateway), era)
    const found = await call(client, 'search_tools', { tasks: 'the task work' })
    expect(found).toContain('jobs__work(')
    expect(found).not.toContain(MARK)
    expect(await call(client, 'describe_tools', { names: ['jobs__work'] })).not.toContain(MARK)
    expect(await call(client, 'call_tool', { name: 'jobs__work' })).toBe('worked')
    expect(await call(client, 'jobs__work', {})).toBe('worked')
  })

  it('are marked and refused where their server does not run tasks', async () => {
    const gateway = await shop.gateway({ jobs: entry('undeclared') })
    const client = await shop.client(await shop.http(gateway), era)
    expect(await call(client, 'search_tools', { tasks: 'the task work' })).toContain(MARK)
    expect(await call(client, 'describe_tools', { names: ['jobs__work'] })).toContain(MARK)
    expect(await call(client, 'call_tool', { name: 'jobs__work' })).toContain('`tasks.requests.tools.call`')
    expect(await call(client, 'call_tool', { name: 'jobs__seen' })).toBe('[]')
  })

  it('are run to their end through a pass-through profile too', async () => {
    const gateway = await shop.gateway({ jobs: entry() }, { profiles: { raw: { passThrough: 'jobs' } } })
    const client = await shop.client(`${await shop.http(gateway)}/p/raw`, era)
    expect(await call(client, 'work', {})).toBe('worked')
  })
})

it('a client of 2025 behind a pass-through profile may follow its task by itself', async () => {
  const gateway = await shop.gateway({ jobs: entry() }, { profiles: { raw: { passThrough: 'jobs' } } })
  const client = await shop.client(`${await shop.http(gateway)}/p/raw`, 'legacy')
  expect(client.getServerCapabilities()).toMatchObject({ tasks: { requests: { tools: { call: {} } } } })
  const send = async (method: string, params: object) =>
    (await client.request({ method, params } as never, z.looseObject({}))) as Record<string, unknown>
  const { task } = await send('tools/call', { name: 'work', arguments: {}, task: { ttl: 1_000 } })
  const { taskId } = task as { taskId: string }
  const looks = [1, 2, 3].map(() => async () => (await send('tasks/get', { taskId }))['status'])
  const seen: unknown[] = []
  for (const look of looks) seen.push(await look())
  expect(seen).toEqual(['working', 'working', 'completed'])
  expect(await send('tasks/result', { taskId })).toMatchObject({ content: [{ text: 'worked' }] })
})
