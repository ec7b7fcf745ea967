import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureClients } from '../../test/tools/ensureClients.js'
import type { Door, DoorName } from './Door.js'
import { startProcess } from './startProcess.js'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const ECHO = at('echoServer.mjs')
const direct = (nonce: string) => ({ name: 'echo', arguments: { nonce } })

/** How each door is opened. */
const OPENERS: Readonly<Record<DoorName, () => Promise<Door>>> = {
  direct: async () => {
    const { url, stop } = await startProcess({ args: [ECHO, 'http'], ready: /(http:\S+)\n/ })
    return { name: 'direct', url, call: direct, close: stop }
  },
  gateway: () =>
    openGateway('gateway', (nonce) => ({
      name: 'call_tool',
      arguments: { name: 'echo__echo', arguments: { nonce } },
    })),
  'pass-through': () => openGateway('pass-through', direct),
  'mcp-proxy': openProxy,
}

/** Starts what stands behind a door, each in a process of its own. Needs the built package. */
export async function openDoor(name: DoorName): Promise<Door> {
  return await OPENERS[name]()
}

async function openGateway(name: DoorName, call: Door['call']): Promise<Door> {
  const folder = mkdtempSync(join(tmpdir(), 'toolcrib-bench-'))
  const config = join(folder, 'mcp.json')
  const profiles = { plain: { passThrough: 'echo' } }
  writeFileSync(config, JSON.stringify({ mcpServers: { echo: echoEntry() }, toolcrib: { profiles } }))
  const started = await startProcess({
    args: [
      '--import',
      import.meta.resolve('tsx'),
      '--import',
      at('heapProbe.ts'),
      at('../../dist/cli/main.js'),
      'serve',
      '--config',
      config,
      '--http',
      '0',
      '--trust-file',
      join(folder, 'trust.json'),
      '--catalog-file',
      join(folder, 'catalog.json'),
    ],
    ready: /Serving (http:\S+)/,
    isProbed: true,
  })
  const { url, child, stop } = started
  return {
    name,
    url: name === 'pass-through' ? `${url}/p/plain` : url,
    call,
    heap: () =>
      new Promise((resolve) => {
        child.once('message', (bytes) => resolve(Number(bytes)))
        child.send('heap')
      }),
    close: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const echoEntry = () => ({ command: process.execPath, args: [ECHO] })

async function openProxy(): Promise<Door> {
  const port = await freePort()
  const { command, args } = echoEntry()
  const { stop } = await startProcess({
    args: [
      (await ensureClients()).script('mcp-proxy'),
      '--host',
      '127.0.0.1',
      '--port',
      `${port}`,
      '--server',
      'stream',
      '--',
      command,
      ...args,
    ],
    ready: /starting server on port/i,
  })
  await untilOpen(port)
  return { name: 'mcp-proxy', url: `http://127.0.0.1:${port}/mcp`, call: direct, close: stop }
}

/** It does not say which port it took, so that one has to be chosen for it. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

const OPEN_TRIES = 600

/** It says that it starts, and listens some time after that. */
async function untilOpen(port: number): Promise<void> {
  for (let tries = 0; tries < OPEN_TRIES; tries += 1) {
    if (await isOpen(port)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`mcp-proxy did not listen at port ${port} within ${OPEN_TRIES / 10} s.`)
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}
