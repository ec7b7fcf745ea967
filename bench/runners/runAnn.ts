import { toolcribHnsw } from '../contenders/toolcrib.js'
import { readServerTasks } from '../data/loadServers.js'
import { loadDemoSet, loadSet } from '../data/loadSet.js'
import { otherSources } from '../data/otherSources.js'
import { sharedPath } from '../data/sharedPath.js'
import { pooledTools, sizedCatalog } from '../data/sizedCatalog.js'
import { sectionText } from '../report/sectionText.js'
import { annSections } from '../sections/annSections.js'
import { type AnnRow, type AnnSet, annSuite } from '../suites/annSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** Catalog sizes of real definitions. */
const SIZES = [50, 500, 5_000, 50_000] as const

/** Compares the indexes on the demo servers and, where the public data is there, on a large set and by size. */
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
  const sections = annSections(rows)
  const notes = missing.map((name) => `${name} was skipped: its file is not in ../shared/data`)
  return {
    text: [sectionText(sections), ...notes].join('\n\n'),
    data: { rows, missing },
    sections,
    passed: true,
  }
}

async function annSets(): Promise<{ sets: AnnSet[]; missing: string[] }> {
  const demo = await loadDemoSet()
  const sets: AnnSet[] = [{ ...demo, texts: demo.queries.map((query) => query.text) }]
  const toolbench = sharedPath('data/dev/toolbench/tools.jsonl')
  const queries = sharedPath('data/dev/toolbench/queries.jsonl')
  const others = await otherSources()
  if (toolbench === undefined || queries === undefined || others.length === 0)
    return { sets, missing: ['toolbench', 'real definitions by size'] }
  const large = await loadSet({ tools: toolbench, queries })
  const texts = large.queries.map((query) => query.text)
  sets.push({ name: 'toolbench', sources: large.sources, texts })
  const pool = pooledTools(others)
  const asked = (await readServerTasks()).filter(({ split }) => split === 'dev').map(({ text }) => text)
  for (const size of SIZES)
    sets.push({ name: 'real definitions', sources: sizedCatalog(pool, size), texts: asked })
  return { sets, missing: [] }
}
