import { atRoot, type PinnedServers, scratchOf } from '../../demo/PinnedServers.js'

const CACHE = atRoot('.cache/bench-servers')
const SCRATCH = scratchOf(CACHE)

/** Desktop client of no project: two servers want to see one before they list. */
const OAUTH_CLIENT = {
  installed: {
    client_id: 'dummy',
    client_secret: 'dummy',
    redirect_uris: ['http://localhost'],
    auth_uri: 'https://example.org/auth',
    token_uri: 'https://example.org/token',
  },
}

/** A cluster on which nothing listens; JSON is YAML. */
const KUBECONFIG = {
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': 'none',
  clusters: [{ name: 'none', cluster: { server: 'http://127.0.0.1:9' } }],
  users: [{ name: 'none', user: { token: 'dummy' } }],
  contexts: [{ name: 'none', context: { cluster: 'none', user: 'none' } }],
}

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-dummy', SLACK_TEAM_ID: 'T00000000' }
const COOLIFY = { COOLIFY_ACCESS_TOKEN: 'dummy', COOLIFY_BASE_URL: 'http://127.0.0.1:9' }
const GRAFANA = { GRAFANA_URL: 'http://127.0.0.1:9', GRAFANA_API_KEY: 'dummy', GRAFANA_TOKEN: 'dummy' }

/**
 * The 21 servers whose tools datasets/servers is labelled for. Their tokens are made up: a list needs none that is valid,
 * and no tool is called.
 */
export const BENCH_SERVERS: PinnedServers = {
  folder: atRoot('bench/servers'),
  cache: CACHE,
  announcement: 'Installing the 21 servers of datasets/servers (760 MB, once) ...',
  files: {
    'oauth.json': JSON.stringify(OAUTH_CLIENT),
    'kubeconfig.yaml': JSON.stringify(KUBECONFIG),
  },
  recipes: {
    filesystem: { bin: '@modelcontextprotocol/server-filesystem/dist/index.js', args: [SCRATCH], env: {} },
    memory: {
      bin: '@modelcontextprotocol/server-memory/dist/index.js',
      args: [],
      env: { MEMORY_FILE_PATH: `${SCRATCH}/memory.jsonl` },
    },
    playwright: {
      bin: '@playwright/mcp/cli.js',
      args: ['--headless', '--caps=vision,pdf,devtools,testing,network,storage,config'],
      env: {},
    },
    git: {
      bin: '@cyanheads/git-mcp-server/dist/index.js',
      args: [],
      env: { MCP_TRANSPORT_TYPE: 'stdio', MCP_LOG_LEVEL: 'error' },
    },
    chart: { bin: '@antv/mcp-server-chart/build/index.js', args: [], env: {} },
    github: {
      bin: '@modelcontextprotocol/server-github/dist/index.js',
      args: [],
      env: { GITHUB_PERSONAL_ACCESS_TOKEN: 'dummy' },
    },
    supabase: {
      bin: '@supabase/mcp-server-supabase/dist/cli.js',
      args: [
        '--access-token',
        `sbp_${'0'.repeat(40)}`,
        '--features',
        'account,database,debugging,development,functions,branching,storage',
      ],
      env: {},
    },
    notion: { bin: '@notionhq/notion-mcp-server/bin/cli.mjs', args: [], env: { NOTION_TOKEN: 'dummy' } },
    stripe: {
      bin: '@stripe/mcp/dist/index.js',
      args: ['--tools=all', '--api-key=sk_test_dummy_token_000000000000000000000000'],
      env: {},
    },
    todoist: {
      bin: 'todoist-mcp/dist/index.js',
      args: [],
      env: { API_KEY: 'dummy', TODOIST_API_KEY: 'dummy' },
    },
    slack: { bin: '@modelcontextprotocol/server-slack/dist/index.js', args: [], env: SLACK },
    maps: {
      bin: '@modelcontextprotocol/server-google-maps/dist/index.js',
      args: [],
      env: { GOOGLE_MAPS_API_KEY: 'dummy' },
    },
    airtable: { bin: 'airtable-mcp-server/dist/main.js', args: [], env: { AIRTABLE_API_KEY: 'pat.dummy' } },
    hubspot: {
      bin: '@hubspot/mcp-server/dist/index.js',
      args: [],
      env: { PRIVATE_APP_ACCESS_TOKEN: 'dummy' },
    },
    asana: { bin: '@roychri/mcp-server-asana/dist/index.js', args: [], env: { ASANA_ACCESS_TOKEN: 'dummy' } },
    grafana: { bin: '@leval/mcp-grafana/dist/cli.js', args: [], env: GRAFANA },
    kubernetes: {
      bin: 'kubernetes-mcp-server/bin/index.js',
      args: ['--toolsets', 'core,config,helm'],
      env: { KUBECONFIG: `${SCRATCH}/kubeconfig.yaml` },
    },
    tavily: { bin: 'tavily-mcp/build/index.js', args: [], env: { TAVILY_API_KEY: 'dummy' } },
    coolify: { bin: '@masonator/coolify-mcp/dist/index.js', args: [], env: COOLIFY },
    gmail: {
      bin: '@gongrzhe/server-gmail-autoauth-mcp/dist/index.js',
      args: [],
      env: { GMAIL_OAUTH_PATH: `${SCRATCH}/oauth.json` },
    },
    calendar: {
      bin: '@cocal/google-calendar-mcp/build/index.js',
      args: [],
      env: { GOOGLE_OAUTH_CREDENTIALS: `${SCRATCH}/oauth.json` },
    },
  },
}
