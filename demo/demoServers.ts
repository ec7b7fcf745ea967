import type { ServerEntry } from 'toolcrib/mcp'
import { atRoot, type PinnedServers, pinnedEntries, scratchOf } from './PinnedServers.js'

/** Ignored folder of everything that the demo writes. */
export const DEMO_CACHE = atRoot('.cache/demo')
const SCRATCH = scratchOf(DEMO_CACHE)

/** The seven servers of the demo. All list without credentials. */
export const DEMO_SERVERS: PinnedServers = {
  folder: atRoot('demo/servers'),
  cache: DEMO_CACHE,
  announcement: 'Installing the seven demo servers (79 MB, once) ...',
  files: {},
  recipes: {
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
  },
}

/** The seven servers by key, started with this Node and with a home folder of their own. */
export function demoServers(): Map<string, ServerEntry> {
  return pinnedEntries(DEMO_SERVERS)
}
