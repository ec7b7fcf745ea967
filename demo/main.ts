import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Crib, createCrib } from 'toolcrib'
import { parseQueries, type QueryRow } from 'toolcrib/eval'
import type { CliIo } from '../src/cli/CliIo.js'
import { jsonText } from '../src/cli/escapeText.js'
import { round } from '../src/cli/format.js'
import { createProgress } from '../src/cli/Progress.js'
import { createStyle } from '../src/cli/Style.js'
import { captureDemo } from './captureDemo.js'
import type { Capture } from './capturePinned.js'
import type { DemoResult, DemoRun } from './DemoRun.js'
import { catalogView, resultView, summaryView } from './demoView.js'
import { ensureDemoServers } from './ensureDemoServers.js'
import { judge } from './judge.js'

const USAGE = `Usage: npm start [-- ["task"] [--json]]

Starts seven real MCP servers, and shows which of their tools would be handed out for a task inside 2,000 tokens:
for yours, or for a set of labelled samples.`

/** The limit of the demo, in tokens. */
const MAX_TOKENS = 2000

/**
 * Selections before the first measured one, with names of tools as tasks. An agent's process is long-lived: the
 * first few of its thousands of selections, which Node still interprets, would say nothing about the others.
 */
const WARM_UP = 30

const SAMPLES = new URL('../datasets/demo/samples.jsonl', import.meta.url)

const io: Pick<CliIo, 'stdout' | 'stderr' | 'env' | 'now'> = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  now: () => performance.now(),
}

/** A task of the demo; samples have gold. */
type DemoTask = { text: string; sample: QueryRow | null }

function tasksOf(own: string | undefined): DemoTask[] {
  if (own !== undefined) return [{ text: own, sample: null }]
  const rows = parseQueries(readFileSync(SAMPLES, 'utf8'), 'datasets/demo/samples.jsonl')
  return rows.map((sample) => ({ text: sample.text, sample }))
}

/** Starts the servers anew: a cache would hide a server that no longer starts. */
async function listLive(): Promise<Capture> {
  // Before we say that servers are starting: a first run installs them.
  await ensureDemoServers()
  const progress = createProgress(io)
  const done: string[] = []
  const started = performance.now()
  process.stderr.write('Starting seven MCP servers ...\n')
  const capture = await captureDemo({
    refresh: true,
    onServer: (event) => {
      if (event.state === 'done') done.push(event.server)
      progress.show(`  ${done.length} of 7 listed, ${Math.round((performance.now() - started) / 1000)} s`)
    },
  })
  progress.clear()
  return capture
}

async function describeCatalog(
  crib: Crib,
  capture: Capture,
  indexMs: number,
): Promise<Omit<DemoRun, 'results'>> {
  const started = performance.now()
  const cost = await crib.cost()
  const tokens = new Map<string, number>()
  for (const { id, server } of crib.catalog.tools) {
    tokens.set(server ?? '', (tokens.get(server ?? '') ?? 0) + (cost.tools.get(id) ?? 0))
  }
  return {
    servers: capture.servers.map((server) => ({ ...server, tokens: tokens.get(server.server) ?? 0 })),
    catalog: { tools: crib.catalog.tools.length, tokens: cost.total, counter: cost.counter },
    ms: { index: round(indexMs, 3), count: round(performance.now() - started, 3) },
  }
}

async function warmUp(crib: Crib): Promise<void> {
  for (const { name } of crib.catalog.tools.slice(0, WARM_UP))
    await crib.select(`call ${name}`, { maxTokens: MAX_TOKENS })
}

async function runTask(crib: Crib, { text, sample }: DemoTask): Promise<DemoResult> {
  const started = performance.now()
  const selection = await crib.select(text, { maxTokens: MAX_TOKENS })
  const ms = round(performance.now() - started, 3)
  return { id: sample?.id ?? null, verdict: sample === null ? null : judge(sample, selection), selection, ms }
}

async function demo(tasks: readonly DemoTask[], json: boolean): Promise<number> {
  const style = createStyle(io)
  const print = (text: string) => void (json || process.stdout.write(text))
  const capture = await listLive()
  if (capture.sources.length === 0) {
    for (const server of capture.servers) {
      if (server.status === 'failed') process.stderr.write(`${server.server} failed: ${server.message}\n`)
    }
    throw new Error('not one server could be listed, so there is nothing to select from.')
  }
  const started = performance.now()
  const crib = await createCrib({ sources: capture.sources, invalidTools: 'skip' })
  const facts = await describeCatalog(crib, capture, performance.now() - started)
  print(catalogView(facts, style))
  await warmUp(crib)
  const results: DemoResult[] = []
  for (const task of tasks) {
    const result = await runTask(crib, task)
    results.push(result)
    print(resultView(result, style))
  }
  print(summaryView({ results }, { maxTokens: MAX_TOKENS, style }))
  if (json) process.stdout.write(jsonText({ ...facts, results }))
  await crib.close()
  return 0
}

function readArgs(): { task: string | undefined; json: boolean; help: boolean } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (positionals.length > 1) throw new TypeError('Give one task, in quotes.')
  if (positionals[0]?.trim() === '') throw new TypeError('The task is empty. Say what is to be done.')
  return { task: positionals[0], json: values.json === true, help: values.help === true }
}

async function main(): Promise<number> {
  let args: ReturnType<typeof readArgs>
  try {
    args = readArgs()
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}\n`)
    return 2
  }
  if (args.help) {
    process.stdout.write(`${USAGE}\n`)
    return 0
  }
  try {
    return await demo(tasksOf(args.task), args.json)
  } catch (error) {
    process.stderr.write(`The demo stopped: ${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}

// A reader that went away (`| head`) is no failure.
process.stdout.on('error', () => process.exit(0))
process.exitCode = await main()
