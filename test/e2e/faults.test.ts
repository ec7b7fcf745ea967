import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type RunningProcess, startProcess } from '../../bench/gateway/startProcess.js'
import { answerOf } from './clients/ClientWay.js'
import { deskServer } from './clients/deskServer.js'
import { ServedGateway } from './clients/ServedGateway.js'
import { type HaltingProxy, haltingProxy } from './faults/haltingProxy.js'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const faulty = (fault: string) => ({
  command: process.execPath,
  args: [at('../fixtures/faultyServer.mjs'), fault],
})

const ERAS = ['legacy', 'modern'] as const
const ends: (() => Promise<unknown>)[] = []
const folder = mkdtempSync(join(tmpdir(), 'toolcrib-faults-'))

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end().catch(() => {})
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function connected(gateway: ServedGateway, era: (typeof ERAS)[number]): Promise<Client> {
  const mode = era === 'legacy' ? 'legacy' : { pin: '2026-07-28' }
  const client = new Client({ name: 'faults', version: '1' }, { versionNegotiation: { mode } })
  await client.connect(new StreamableHTTPClientTransport(new URL(gateway.url)))
  ends.push(() => client.close())
  return client
}

/** Calls a tool of a server by `call_tool`; the client's own limit is 60 s unless another is given. */
async function callTool(client: Client, name: string, timeout = 60_000) {
  return answerOf(await client.callTool({ name: 'call_tool', arguments: { name } }, { timeout }))
}

async function isWell(client: Client, server: string): Promise<void> {
  const { text, isError } = await callTool(client, `${server}__good_tool`)
  expect({ text, isError }).toEqual({ text: expect.stringMatching(/^good_tool of \d+$/), isError: false })
}

describe('a server that goes wrong, through the gateway', () => {
  let gateway: ServedGateway
  beforeAll(async () => {
    const servers = {
      calls: faulty('calls'),
      sound: faulty('none'),
      big: faulty('big'),
      mute: faulty('hang'),
    }
    gateway = new ServedGateway({ servers })
    await gateway.start()
  })
  afterAll(() => gateway.end())

  test.each(ERAS)('killed in a call: that call says why, the next ones are answered (%s)', async (era) => {
    const client = await connected(gateway, era)
    const [died, other] = await Promise.all([
      callTool(client, 'calls__die'),
      callTool(client, 'sound__good_tool'),
    ])
    expect(died.isError).toBe(true)
    expect(died.text).toMatch(/"calls" went away before it answered.*code 7.*the disk is full/)
    expect(other.isError).toBe(false)
    await isWell(client, 'calls')
  })

  test.each(ERAS.flatMap((era) => ['hang', 'badJson', 'wrongId', 'noResult'].map((name) => ({ era, name }))))(
    'no answer to $name: the limit of the host ends that call alone ($era)',
    async ({ era, name }) => {
      const client = await connected(gateway, era)
      await isWell(client, 'calls')
      const ended = callTool(client, `calls__${name}`, 1_000)
      const [end] = await Promise.allSettled([ended, isWell(client, 'calls'), isWell(client, 'sound')])
      expect(String((end as PromiseRejectedResult).reason.message)).toMatch(/timed out/i)
      await isWell(client, 'calls')
    },
  )

  test.each(ERAS)('a flood of stderr is swallowed, the call is answered (%s)', async (era) => {
    const client = await connected(gateway, era)
    const [flooded] = await Promise.all([callTool(client, 'calls__flood'), isWell(client, 'sound')])
    expect(flooded).toEqual({ text: 'flooded', isError: false })
  })

  test('a list of 20 MB: its tools are there, and those of the others', async () => {
    const client = await connected(gateway, 'modern')
    await vi.waitFor(async () => expect((await callTool(client, 'big__t19')).isError).toBe(false), {
      timeout: 60_000,
      interval: 500,
    })
    await isWell(client, 'sound')
  })
})

describe('sockets that are open at one end alone', () => {
  let echo: RunningProcess
  let proxy: HaltingProxy
  let silent: Server
  let gateway: ServedGateway
  const kept = new Set<Socket>()

  beforeAll(async () => {
    echo = await startProcess({
      args: [at('../../bench/gateway/echoServer.mjs'), 'http'],
      ready: /(http:\S+)\n/,
    })
    proxy = await haltingProxy(new URL(echo.url))
    silent = createServer((socket) => void kept.add(socket.on('error', () => {})))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address() as { port: number }
    gateway = new ServedGateway({
      servers: {
        echo: { url: proxy.url },
        silent: { url: `http://127.0.0.1:${address.port}/mcp` },
        sound: faulty('none'),
      },
    })
    await gateway.start()
  })
  afterAll(async () => {
    await gateway?.end()
    for (const socket of kept) socket.destroy()
    silent?.close()
    await proxy?.close()
    await echo?.stop()
  })

  const echoed = (client: Client, timeout: number) =>
    client.callTool(
      { name: 'call_tool', arguments: { name: 'echo__echo', arguments: { nonce: 'n1' } } },
      { timeout },
    )

  test.each(ERAS)(
    'of a server: the call ends at the limit of the host, others are well (%s)',
    async (era) => {
      const client = await connected(gateway, era)
      await vi.waitFor(async () => expect(answerOf(await echoed(client, 20_000)).text).toBe('n1'), 30_000)
      proxy.halt()
      const [end] = await Promise.allSettled([echoed(client, 1_000), isWell(client, 'sound')])
      proxy.resume()
      expect(String((end as PromiseRejectedResult).reason.message)).toMatch(/timed out/i)
      expect(answerOf(await echoed(client, 20_000)).text).toBe('n1')
    },
  )

  test('of clients: half a request, and none, keep nobody else from being served', async () => {
    const { port, host } = new URL(gateway.url)
    const head = `POST /mcp HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"jsonrpc"`
    for (let count = 0; count < 50; count += 1) {
      const socket = connect(Number(port), '127.0.0.1').on('error', () => {})
      kept.add(socket)
      if (count % 2 === 0) socket.write(head)
    }
    await isWell(await connected(gateway, 'modern'), 'sound')
    await isWell(await connected(gateway, 'legacy'), 'sound')
  })
})

test('a server that never answers: search names it, and lists do not wait for it', async () => {
  const gateway = new ServedGateway({ servers: { mute: faulty('hang'), sound: faulty('none') } })
  ends.push(() => gateway.end())
  await gateway.start()
  const client = await connected(gateway, 'modern')
  const began = performance.now()
  expect((await client.listTools()).tools).toHaveLength(4)
  expect(performance.now() - began).toBeLessThan(2_000)
  await isWell(client, 'sound')
  const found = await client.callTool({ name: 'search_tools', arguments: { tasks: ['works'] } })
  expect(answerOf(found).text).toMatch(/not available now: mute \(still starting\)/)
})

describe('a gateway that is killed', () => {
  test('begins again with the same list, byte for byte, while its servers are still starting', async () => {
    const file = join(folder, 'desk.json')
    const servers = { desk: deskServer(file), sound: faulty('none') }
    const section = { pinned: ['desk/write_note'] }
    const gateway = new ServedGateway({ servers, section })
    ends.push(() => gateway.end())
    await gateway.start()
    const list = async () => await listText(gateway.url)
    await vi.waitFor(async () => expect(await list()).toMatch(/sound.*desk__write_note/s), 30_000)
    const before = await list()
    await vi.waitFor(
      () => expect(gateway.kept).toMatch(/write_note.*good_tool|good_tool.*write_note/s),
      20_000,
    )
    await gateway.kill()

    // The same server as far as the configuration goes, but it takes a minute to start.
    const slow = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify({ ...slow, delayMs: 60_000 }))
    await gateway.start()
    const began = performance.now()
    expect(await list()).toBe(before)
    expect(performance.now() - began).toBeLessThan(1_000)
    await isWell(await connected(gateway, 'legacy'), 'sound')
    expect(await list()).toBe(before)
  })
})

/** The body of an answer to `tools/list`, as it came over the wire. */
async function listText(url: string): Promise<string> {
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
  }
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/list',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta: meta } }),
  })
  return await response.text()
}
