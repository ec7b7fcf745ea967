import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ServerEntry } from '../../../src/mcp/config/ServerEntry.js'

const MAIN = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))

const SERVE = fileURLToPath(new URL('../../../src/cli/commands/serve.ts', import.meta.url))

/** Why no gateway can be opened, or undefined. */
export function gatewayMissing(): string | undefined {
  return existsSync(SERVE) ? undefined : 'there is no `toolcrib serve` yet'
}

/** Milliseconds for the gateway to listen. */
const LISTENS_MS = 60_000

/** What a gateway of a test stands in front of, and how it is served. */
export interface GatewayUnderTest {
  servers: Readonly<Record<string, ServerEntry>>
  /** The section `toolcrib` of the configuration. Default: none. */
  section?: Readonly<Record<string, unknown>>
  /** Default: the unnamed profile. */
  profile?: string
  transport: 'stdio' | 'http'
}

/** A gateway that was opened: how a client reaches it, and what ends it with all that it wrote. */
export interface OpenGateway {
  entry: ServerEntry
  end(): Promise<void>
}

/** Opens `toolcrib serve` with a configuration and files of its own. Over stdio the client starts it. */
export async function openGateway({
  servers,
  section,
  profile,
  transport,
}: GatewayUnderTest): Promise<OpenGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'toolcrib-gateway-'))
  const file = (name: string) => join(folder, name)
  writeFileSync(file('mcp.json'), JSON.stringify({ mcpServers: configOf(servers), toolcrib: section }))
  const args = [
    ...['--import', import.meta.resolve('tsx'), MAIN, 'serve', '--config', file('mcp.json')],
    ...['--trust-file', file('trust.json'), '--catalog-file', file('catalog.json')],
  ]
  const tidy = () => rmSync(folder, { recursive: true, force: true })
  if (transport === 'stdio') {
    const own = profile === undefined ? [] : ['--profile', profile]
    const entry: ServerEntry = { transport, command: process.execPath, args: [...args, ...own] }
    return { entry, end: async () => tidy() }
  }
  const child = spawn(process.execPath, [...args, '--http', '0'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const url = await addressOf(child).catch((error: unknown) => {
    child.kill('SIGKILL')
    tidy()
    throw error
  })
  const end = async () => {
    const gone = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGTERM')
    await gone
    tidy()
  }
  return { entry: { transport, url: profile === undefined ? url : `${url}/p/${profile}` }, end }
}

/** Entries as a host's configuration has them. */
function configOf(servers: Readonly<Record<string, ServerEntry>>): Record<string, unknown> {
  const entries = Object.entries(servers).map(([key, entry]) => {
    const { transport, ...rest } = entry
    return [key, transport === 'stdio' ? rest : { type: transport, ...rest }]
  })
  return Object.fromEntries(entries)
}

/** Where a gateway says that it listens. */
async function addressOf(child: ChildProcess): Promise<string> {
  let said = ''
  return await new Promise<string>((resolve, reject) => {
    const failed = (why: string) => reject(new Error(`The gateway ${why}. It said:\n${said}`))
    const timer = setTimeout(() => failed(`does not listen after ${LISTENS_MS} ms`), LISTENS_MS)
    child.once('close', (code) => failed(`ended with ${code}`))
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const url = /Serving (http:\S+)/.exec(said)?.[1]
      if (url === undefined) return
      clearTimeout(timer)
      resolve(url)
    })
  })
}
