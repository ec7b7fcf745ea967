import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { DEMO_CACHE, demoServers } from '../demoServers.js'
import { ensureDemoServers } from '../ensureDemoServers.js'
import { type Done, doErrand } from './doErrand.js'
import { errandsFor } from './errands.js'

const USAGE = `Usage: npm run host

Does five tasks as a host with a model would: it knows the gateway alone, which stands in front of four real MCP servers.`

const BIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** Servers of the demo that the host needs; the first two say themselves which tools only read. */
const SERVERS = ['filesystem', 'memory', 'everything', 'git']
const TRUSTED = SERVERS.slice(0, 2)

/** The configuration of the gateway, as hosts have it; what the servers write stays in the folder. */
function configFor(folder: string): string {
  const servers = SERVERS.map((key) => {
    const { transport: _, ...entry } = demoServers().get(key) as { transport: 'stdio'; env: object }
    return [key, { ...entry, env: { ...entry.env, MEMORY_FILE_PATH: join(folder, 'memory.jsonl') } }]
  })
  return JSON.stringify({ mcpServers: Object.fromEntries(servers), toolcrib: { trusted: TRUSTED } })
}

function show({ task, steps, done }: Done): string {
  const lines = steps.map(({ tool, says }) => `  ${tool.padEnd(16)}${says}`)
  return [`\n${task}`, ...lines, `  ${done ? 'DONE' : 'NOT DONE'}\n`].join('\n')
}

async function run(folder: string, note: string): Promise<boolean> {
  const config = join(folder, 'mcp.json')
  writeFileSync(config, configFor(folder))
  const own = ['--trust-file', join(folder, 'trust.json'), '--catalog-file', join(folder, 'catalog.json')]
  const client = new Client({ name: 'toolcrib-host', version: '1.0.0' })
  const args = [BIN, 'serve', '--config', config, ...own]
  await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore' }))
  try {
    // As hosts do: once, and never again.
    const { tools } = await client.listTools()
    process.stdout.write(`The host sees ${tools.length} tools: ${tools.map(({ name }) => name).join(', ')}\n`)
    const all: Done[] = []
    for (const errand of errandsFor(note)) {
      const done = await doErrand(client, errand)
      process.stdout.write(show(done))
      all.push(done)
    }
    const done = all.filter((one) => one.done).length
    process.stdout.write(`\n${done} of ${all.length} tasks done\n`)
    return done === all.length
  } finally {
    await client.close()
  }
}

async function main(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    const asked = args.includes('--help')
    process[asked ? 'stdout' : 'stderr'].write(`${USAGE}\n`)
    return asked ? 0 : 2
  }
  await ensureDemoServers()
  const folder = mkdtempSync(join(tmpdir(), 'toolcrib-host-'))
  // The one folder that the server of files may write to.
  const note = join(DEMO_CACHE, 'scratch', `opening-hours-${process.pid}.txt`)
  try {
    return (await run(folder, note)) ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
    rmSync(note, { force: true })
  }
}

process.exitCode = await main(process.argv.slice(2))
