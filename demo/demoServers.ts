import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ServerEntry } from 'toolcrib/mcp'

const atRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Folder of the pinned packages, with a lock file of its own. */
export const SERVERS_FOLDER = atRoot('demo/servers')
/** Ignored folder of everything that the demo writes. */
export const DEMO_CACHE = atRoot('.cache/demo')
const HOME = atRoot('.cache/demo/home')
const SCRATCH = atRoot('.cache/demo/scratch')

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
  return createHash('sha256').update(readServersLock()).update(text).digest('hex')
}

/** The packages' lock file, as text. */
function readServersLock(): string {
  return readFileSync(`${SERVERS_FOLDER}/package-lock.json`, 'utf8')
}
