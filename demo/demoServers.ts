import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ServerEntry } from 'toolcrib/mcp'

const atRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Folder of the pinned packages, with a lock file of its own. */
const SERVERS_FOLDER = atRoot('demo/servers')
/** Says which lock file's packages node_modules holds in full; it goes with the folder when npm empties that. */
const STAMP = atRoot('demo/servers/node_modules/.toolcrib-complete')
/** Ignored folder of everything that the demo writes. */
export const DEMO_CACHE = atRoot('.cache/demo')
const HOME = atRoot('.cache/demo/home')
const SCRATCH = atRoot('.cache/demo/scratch')
const INSTALL_LOCK = atRoot('.cache/demo/install.lock')
/** An install takes ten seconds to some minutes; a lock that is older was left by a process that was killed. */
const STALE_LOCK_MS = 10 * 60_000

interface Recipe {
  /** File that `bin` of the package's package.json names. */
  bin: string
  args: readonly string[]
  env: Readonly<Record<string, string>>
}

/** Which file starts each server, and with what. All list without credentials. */
const RECIPES: Readonly<Record<string, Recipe>> = {
  everything: { bin: '@modelcontextprotocol/server-everything/dist/index.js', args: ['stdio'], env: {} },
  filesystem: { bin: '@modelcontextprotocol/server-filesystem/dist/index.js', args: [SCRATCH], env: {} },
  memory: {
    bin: '@modelcontextprotocol/server-memory/dist/index.js',
    args: [],
    // By default it writes into its own package folder.
    env: { MEMORY_FILE_PATH: `${SCRATCH}/memory.jsonl` },
  },
  git: {
    bin: '@cyanheads/git-mcp-server/dist/index.js',
    args: [],
    env: { MCP_TRANSPORT_TYPE: 'stdio', MCP_LOG_LEVEL: 'error' },
  },
  hostinger: { bin: 'hostinger-api-mcp/src/servers/all.js', args: [], env: { API_TOKEN: 'dummy' } },
  playwright: {
    bin: '@playwright/mcp/cli.js',
    args: ['--headless', '--caps=vision,pdf,devtools,testing,network,storage,config'],
    env: {},
  },
  chart: { bin: '@antv/mcp-server-chart/build/index.js', args: [], env: {} },
}

/** The seven servers by key, started with this Node and with a home folder of their own. */
export function demoServers(): Map<string, ServerEntry> {
  mkdirSync(HOME, { recursive: true })
  mkdirSync(SCRATCH, { recursive: true })
  const entries = Object.entries(RECIPES).map(([server, { bin, args, env }]): [string, ServerEntry] => [
    server,
    {
      transport: 'stdio',
      command: process.execPath,
      args: [`${SERVERS_FOLDER}/node_modules/${bin}`, ...args],
      env: { HOME, USERPROFILE: HOME, ...env },
      cwd: SCRATCH,
    },
  ])
  return new Map(entries)
}

/** Changes when the pinned packages do or the way they are started. SHA-256, hex. */
export function demoServersKey(): string {
  const recipes = Object.entries(RECIPES).map(([server, { bin, args, env }]) => ({ server, bin, args, env }))
  // Absolute paths differ between checkouts and say nothing about the tools.
  const text = JSON.stringify(recipes).replaceAll(JSON.stringify(SCRATCH).slice(1, -1), '<scratch>')
  return createHash('sha256').update(readLock()).update(text).digest('hex')
}

/** Options of `ensureDemoServers`. */
export interface EnsureOptions {
  /** Gets lines for people. Default: stderr. */
  onProgress?: (line: string) => void
}

/**
 * Installs the pinned packages on first use, or again when an install was interrupted or the lock file changed. Of two
 * processes one installs and the other waits.
 *
 * @throws Error when npm fails; its last words are in the message.
 */
export async function ensureDemoServers(options: EnsureOptions = {}): Promise<void> {
  const onProgress = options.onProgress ?? ((line: string) => process.stderr.write(`${line}\n`))
  if (isInstalled()) return
  mkdirSync(DEMO_CACHE, { recursive: true })
  const release = await takeLock(onProgress)
  try {
    if (!isInstalled()) await install(onProgress)
  } finally {
    release()
  }
}

function readLock(): string {
  return readFileSync(`${SERVERS_FOLDER}/package-lock.json`, 'utf8')
}

function lockHash(): string {
  return createHash('sha256').update(readLock()).digest('hex')
}

function isInstalled(): boolean {
  try {
    return readFileSync(STAMP, 'utf8') === lockHash()
  } catch {
    return false
  }
}

async function install(onProgress: (line: string) => void): Promise<void> {
  onProgress('Installing the seven demo servers (79 MB, once) ...')
  rmSync(STAMP, { force: true })
  const started = performance.now()
  const seconds = () => Math.round((performance.now() - started) / 1000)
  const timer = setInterval(() => onProgress(`  still installing, ${seconds()} s`), 5000)
  try {
    await npmCi()
  } finally {
    clearInterval(timer)
  }
  writeFileSync(STAMP, lockHash())
  onProgress(`Installed in ${seconds()} s.`)
}

function npmCi(): Promise<void> {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error']
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', args, {
      cwd: SERVERS_FOLDER,
      stdio: ['ignore', 'ignore', 'pipe'],
      // npm is a script there, which needs a shell.
      shell: process.platform === 'win32',
    })
    let said = ''
    npm.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2000)
    })
    npm.once('error', reject)
    npm.once('close', (code) => {
      if (code === 0) resolve()
      else
        reject(new Error(`npm ci in demo/servers ended with code ${code}. Its last words:\n${said.trim()}`))
    })
  })
}

/** Making a folder is atomic: one process gets it. Resolves to the function that gives it back. */
async function takeLock(onProgress: (line: string) => void): Promise<() => void> {
  for (let waits = 0; ; waits++) {
    try {
      mkdirSync(INSTALL_LOCK)
      writeFileSync(`${INSTALL_LOCK}/pid`, String(process.pid))
      return () => rmSync(INSTALL_LOCK, { recursive: true, force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (isStale()) {
      rmSync(INSTALL_LOCK, { recursive: true, force: true })
      continue
    }
    if (waits % 20 === 0) onProgress('Waiting for another process that installs the demo servers ...')
    await sleep(500)
  }
}

function isStale(): boolean {
  try {
    if (Date.now() - statSync(INSTALL_LOCK).mtimeMs > STALE_LOCK_MS) return true
    // Signal 0 only asks whether the process is there.
    process.kill(Number(readFileSync(`${INSTALL_LOCK}/pid`, 'utf8')), 0)
    return false
  } catch (error) {
    // ESRCH: its holder is dead. Anything else (the pid not written yet, another user's process): it is held.
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
