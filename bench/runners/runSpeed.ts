import { CribError } from 'toolcrib'
import type { Contender, ContenderEntry } from '../contenders/Contender.js'
import { miniLm } from '../contenders/miniLm.js'
import { minisearch } from '../contenders/minisearch.js'
import { toolcribDefault } from '../contenders/toolcrib.js'
import { demoSources } from '../data/loadSet.js'
import { sharedPath } from '../data/sharedPath.js'
import { firstTools, INDEXED_TOOLS, SEARCHED_TOOLS, speedTasks, toolsOfFile } from '../data/speedInputs.js'
import { toolRows } from '../data/toolRows.js'
import { speedReport } from '../report/speedReport.js'
import { indexingSuite } from '../suites/indexingSuite.js'
import { speedFloors } from '../suites/speedFloors.js'
import { speedSuite } from '../suites/speedSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

const ENTRIES: readonly ContenderEntry[] = [toolcribDefault, minisearch, miniLm]

/** Checks the speed floors. Throws `file-unreadable` or `dependency-missing` where they cannot be checked. */
export async function runSpeed({ models, progress }: SuiteContext): Promise<SuiteRun> {
  const tasks = await speedTasks(needed('data/dev/vendor_mcp_evals/queries.jsonl'))
  const pool = await toolsOfFile(needed('data/train/mcp_pool/tools.jsonl'), INDEXED_TOOLS)
  const sources = firstTools(await demoSources(), SEARCHED_TOOLS)
  const contenders: Contender[] = []
  for (const entry of ENTRIES) {
    const contender = await loaded(entry, models)
    const indexing = progress(`${contender.name}: indexing`)
    await contender.index(sources)
    indexing.end()
    contenders.push(contender)
  }
  const rows = await speedSuite(contenders, tasks, progress)
  for (const contender of contenders) await contender.close?.()
  const indexing = await indexingSuite(pool, progress('indexing 5,000 tools'))
  const floors = speedFloors(rows)
  const counts = {
    tools: toolRows(sources).length,
    tasks: tasks.timed.length,
    warmUp: tasks.warmUp.length,
  }
  const facts = { ...counts, rows, indexing, floors }
  return { text: speedReport(facts), data: facts, passed: floors.every((floor) => floor.passed) }
}

function needed(relative: string): string {
  const path = sharedPath(relative)
  if (path !== undefined) return path
  throw new CribError(
    'file-unreadable',
    `The speed floors are defined on ${relative}, which is not there. Put the public data beside the checkout in ../shared, or name its folder in TOOLCRIB_SHARED.`,
    { details: { file: relative } },
  )
}

async function loaded(entry: ContenderEntry, models: string | undefined): Promise<Contender> {
  const contender = await entry.load({ models })
  if (!('skipped' in contender)) return contender
  throw new CribError(
    'dependency-missing',
    `The speed floors need ${entry.name}, which cannot run: ${contender.skipped}.`,
    { details: { package: entry.name } },
  )
}
