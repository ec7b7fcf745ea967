import { toolcribHnsw } from '../contenders/toolcrib.js'
import { loadDemoSet, loadSet } from '../data/loadSet.js'
import { sharedPath } from '../data/sharedPath.js'
import { INDEXED_TOOLS, toolsOfFile } from '../data/speedInputs.js'
import { annTable } from '../report/annTable.js'
import { type AnnRow, type AnnSet, annSuite } from '../suites/annSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** Compares the indexes on the demo servers and, where the public data is there, on two large sets. */
export async function runAnn({ models, progress }: SuiteContext): Promise<SuiteRun> {
  const hnsw = await toolcribHnsw.load({ models })
  if ('skipped' in hnsw) {
    const text = `exact against HNSW was skipped: ${hnsw.skipped}`
    return { text, data: { skipped: hnsw.skipped }, passed: true }
  }
  await hnsw.close?.()
  const rows: AnnRow[] = []
  const { sets, missing } = await annSets()
  for (const set of sets) rows.push(await annSuite(set, progress(`indexes on ${set.name}`)))
  const notes = missing.map((name) => `${name} was skipped: its file is not in ../shared/data`)
  return { text: [annTable(rows), ...notes].join('\n'), data: { rows, missing }, passed: true }
}

async function annSets(): Promise<{ sets: AnnSet[]; missing: string[] }> {
  const demo = await loadDemoSet()
  const sets: AnnSet[] = [{ ...demo, texts: demo.queries.map((query) => query.text) }]
  const toolbench = sharedPath('data/dev/toolbench/tools.jsonl')
  const queries = sharedPath('data/dev/toolbench/queries.jsonl')
  const pool = sharedPath('data/train/mcp_pool/tools.jsonl')
  if (toolbench === undefined || queries === undefined || pool === undefined)
    return { sets, missing: ['toolbench', 'mcp_pool'] }
  const large = await loadSet({ tools: toolbench, queries })
  const texts = large.queries.map((query) => query.text)
  sets.push({ name: 'toolbench', sources: large.sources, texts })
  sets.push({ name: 'mcp_pool', sources: await toolsOfFile(pool, INDEXED_TOOLS), texts })
  return { sets, missing: [] }
}
