import { createServer } from 'node:net'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type RunningProcess, startProcess } from '../../bench/gateway/startProcess.js'
import { demoServers } from '../../demo/demoServers.js'
import { ensureDemoServers } from '../../demo/ensureDemoServers.js'
import { answerOf } from './clients/ClientWay.js'
import { ServedGateway } from './clients/ServedGateway.js'

/** The one tool of server-everything that runs as a task only, four seconds long. */
const TOOL = 'simulate-research-query'

let remote: RunningProcess
let gateway: ServedGateway

beforeAll(async () => {
  await ensureDemoServers({ onProgress: () => {} })
  const entry = demoServers().get('everything')!
  if (entry.transport !== 'stdio') throw new TypeError('The server is no process.')
  const { command, args = [], env, cwd } = entry
  const port = await freePort()
  const ready = /listening on port/
  remote = await startProcess({ args: [args[0]!, 'streamableHttp'], ready, env: { PORT: String(port) } })
  gateway = new ServedGateway({
    servers: {
      near: { command, args, env, cwd },
      far: { type: 'http', url: `http://127.0.0.1:${port}/mcp` },
    },
  })
  await gateway.start()
})
afterAll(async () => {
  await gateway?.end()
  await remote?.stop()
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

const WORLDS = (['legacy', 'modern'] as const).flatMap((era) =>
  (['stdio', 'http'] as const).map((transport) => ({ era, transport })),
)

describe.each(WORLDS)('a client of the $era era over $transport', ({ era, transport }) => {
  let client: Client
  const asked: string[] = []
  const call = async (name: string, args: Record<string, unknown>, onprogress = () => {}) =>
    answerOf(await client.callTool({ name, arguments: args }, { timeout: 60_000, onprogress }))

  beforeAll(async () => {
    const mode = era === 'legacy' ? 'legacy' : { pin: '2026-07-28' }
    const capabilities = { elicitation: { form: {} } }
    client = new Client({ name: 'e2e', version: '1' }, { capabilities, versionNegotiation: { mode } })
    client.setRequestHandler('elicitation/create', ({ params }) => {
      asked.push(params.message)
      return { action: 'accept', content: { interpretation: 'snake' } }
    })
    await client.connect(
      transport === 'http'
        ? new StreamableHTTPClientTransport(new URL(gateway.url))
        : new StdioClientTransport({ command: process.execPath, args: gateway.args(), stderr: 'ignore' }),
    )
    await vi.waitFor(
      async () => {
        const { text } = await call('describe_tools', { names: [`near__${TOOL}`, `far__${TOOL}`] })
        for (const key of ['near', 'far']) expect(text).toContain(`${key}__${TOOL}`)
        expect(text).not.toMatch(/cannot be called|No server lists/)
      },
      { timeout: 60_000, interval: 500 },
    )
  })
  afterAll(() => client?.close())

  test('has a task-required tool of server-everything run to its end, over stdio and over HTTP', async () => {
    const told: unknown[] = []
    const servers = ['near', 'far']
    const reports = await Promise.all(
      servers.map(async (key) => {
        const args = { name: `${key}__${TOOL}`, arguments: { topic: `python of ${key}`, ambiguous: true } }
        return await call('call_tool', args, () => told.push(key))
      }),
    )
    for (const [at, key] of servers.entries()) {
      expect(reports[at]).toMatchObject({ isError: false })
      expect(reports[at]!.text).toContain(`# Research Report: python of ${key} (snake)`)
      expect(told.filter((one) => one === key).length).toBeGreaterThan(2)
    }
    expect(asked.map((message) => /of (near|far)/.exec(message)?.[1]).sort()).toEqual(['far', 'near'])
  }, 90_000)
})
