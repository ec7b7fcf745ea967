import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterEach, expect, it } from 'vitest'
import { ServedGateway } from './clients/ServedGateway.js'

const SERVER = fileURLToPath(new URL('../fixtures/faultyServer.mjs', import.meta.url))
const server = (fault: string) => ({ command: process.execPath, args: [SERVER, fault] })

/** Milliseconds in which a list has to be there, on a machine with nothing else to do. */
const LIMIT_MS = 1_000
const EVERY_MS = 50
/** Milliseconds in which a long list has to have come. */
const PATIENCE_MS = 120_000

let gateway: ServedGateway | undefined
afterEach(async () => await gateway?.end())

/** Some 10 ms of work: little enough to keep no answer waiting. */
const PIECE = Buffer.alloc(8 * 1024 * 1024)

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
}
const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }

async function post(url: string, message: object, headers: Record<string, string> = {}): Promise<Response> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, ...message })
  return await fetch(url, { method: 'POST', headers: { ...HEADERS, ...headers }, body })
}

async function modern(url: string, method: string): Promise<string> {
  const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method }
  return await (await post(url, { method, params: { _meta: META } }, headers)).text()
}

async function initialize(url: string): Promise<string> {
  const params = {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  }
  const response = await post(url, { method: 'initialize', params })
  const text = await response.text()
  void fetch(url, {
    method: 'DELETE',
    headers: { 'mcp-session-id': response.headers.get('mcp-session-id')! },
  }).catch(() => {})
  return text
}

const ASKED = {
  'tools/list': (url: string) => modern(url, 'tools/list'),
  'server/discover': (url: string) => modern(url, 'server/discover'),
  initialize,
} as const

/** How many times as long as its own work this process takes: what else runs here slows the gateway as much. */
function crowding(): number {
  const [began, before] = [performance.now(), process.cpuUsage()]
  createHash('sha256').update(PIECE).digest()
  const { user, system } = process.cpuUsage(before)
  return Math.max(1, (performance.now() - began) / ((user + system) / 1_000))
}

/**
 * Asks for every list again and again; how long the slowest answer of each took, in milliseconds as on a machine with nothing
 * else to do.
 */
async function ask(url: string, isOver: (text: string) => boolean): Promise<Record<string, number>> {
  const slowest: Record<string, number> = {}
  let crowd = 1
  const under: Promise<void>[] = []
  let over = false
  for (const until = performance.now() + PATIENCE_MS; !over && performance.now() < until; ) {
    for (const [what, one] of Object.entries(ASKED)) {
      const began = performance.now()
      const asked = one(url).then((text) => {
        expect(text).toMatch(/"result"/)
        slowest[what] = Math.max(slowest[what] ?? 0, performance.now() - began)
        over ||= isOver(text)
      })
      under.push(asked)
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
    }
    crowd = Math.max(crowd, crowding())
  }
  await Promise.all(under)
  if (!over) throw new Error(`What was waited for did not come in ${PATIENCE_MS} ms.`)
  return Object.fromEntries(Object.entries(slowest).map(([what, ms]) => [what, ms / crowd]))
}

async function isCalled(url: string, name: string): Promise<boolean> {
  const client = new Client(
    { name: 'test', version: '1' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  )
  await client.connect(new StreamableHTTPClientTransport(new URL(url)))
  await client.callTool({ name: 'search_tools', arguments: { tasks: ['get a thing that is in store'] } })
  const { isError } = await client.callTool({ name: 'call_tool', arguments: { name } })
  await client.close()
  return isError !== true
}

// Each list has 20 MB: of 20 tools, of 20,000 that all ask for a pin, and of one tool among good ones.
it.each([
  ['lateBig', 'flood__t19'],
  ['lateMany', 'flood__get_thing_19999'],
  ['lateOne', 'flood__good_tool'],
])(
  'lists are there within a second while a server sends 20 MB and while that is indexed (%s)',
  async (fault, name) => {
    gateway = new ServedGateway({ servers: { sound: server('none'), flood: server(fault) } })
    await gateway.start()
    const { url } = gateway
    const first = await ask(url, (text) => text.includes('flood'))
    let called: boolean | undefined
    const call = isCalled(url, name).then((ok) => {
      called = ok
    })
    const then = await ask(url, () => called !== undefined)
    await call
    for (const ms of [...Object.values(first), ...Object.values(then)]) expect(ms).toBeLessThan(LIMIT_MS)
    expect(called).toBe(true)
  },
  300_000,
)
