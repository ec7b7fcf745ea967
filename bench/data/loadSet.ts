import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CribError, parseToolsFile } from 'toolcrib'
import { checkGold, parseQueries, type QueryRow } from 'toolcrib/eval'
import { captureDemo } from '../../demo/captureDemo.js'
import type { BenchSet } from './BenchSet.js'
import { loadPublicSet, type PublicSet } from './public/loadPublicSet.js'
import { readText } from './readText.js'
import { toolRows } from './toolRows.js'

const DEMO_QUERIES = fileURLToPath(new URL('../../datasets/demo/queries.jsonl', import.meta.url))

/** Our own tasks over the seven demo servers, whose tools are captured live once and cached. */
export async function loadDemoSet(): Promise<BenchSet> {
  const sources = await demoSources()
  return { name: 'datasets/demo', sources, queries: await readQueries(DEMO_QUERIES, sources) }
}

/** Tools of all seven demo servers. Throws `server-failed` when one of them could not be listed. */
export async function demoSources(): Promise<BenchSet['sources']> {
  const { sources, servers } = await captureDemo()
  const lost = servers.flatMap((server) => (server.status === 'failed' ? [server] : []))
  if (lost.length === 0) return sources
  const reasons = lost.map(({ server, message }) => `${server}: ${message}`).join('; ')
  throw new CribError(
    'server-failed',
    `Demo servers could not be listed, so figures would not compare: ${reasons}. Run the command again.`,
    { details: { server: lost[0]?.server, phase: 'list' } },
  )
}

/** A set of the user's: files in the format of `toolcrib eval`, or a public set in its own. */
export type SetFiles = { tools: string; queries: string } | PublicSet

/** Any set. Throws `file-unreadable`, `file-malformed`, `tools-empty` or `eval-invalid`. */
export async function loadSet(files: SetFiles): Promise<BenchSet> {
  if ('format' in files) return loadPublicSet(files)
  const sources = parseToolsFile(await readText(files.tools), files.tools)
  const queries = await readQueries(files.queries, sources)
  return { name: basename(dirname(files.queries)), sources, queries }
}

/** Reads tasks and checks that every gold id names a tool. */
async function readQueries(file: string, sources: BenchSet['sources']): Promise<QueryRow[]> {
  const queries = parseQueries(await readText(file), file)
  const ids = new Set(toolRows(sources).map((row) => row.id))
  checkGold(queries, (id) => ids.has(id))
  return queries
}
