import type { ToolSource } from 'toolcrib'
import { changes } from '../changes/changes.js'
import { bm25 } from '../contenders/bm25.js'
import type { ContenderEntry } from '../contenders/Contender.js'
import { miniLmRemembering } from '../contenders/miniLm.js'
import { minisearch } from '../contenders/minisearch.js'
import { toolcribDefault } from '../contenders/toolcrib.js'
import type { BenchSet } from '../data/BenchSet.js'
import { loadCatalogs } from '../data/loadCatalogs.js'
import { loadServers } from '../data/loadServers.js'
import { loadSet } from '../data/loadSet.js'
import { sharedPath } from '../data/sharedPath.js'
import { toolsOfFile } from '../data/speedInputs.js'
import { sectionText } from '../report/sectionText.js'
import { robustnessSections } from '../sections/robustnessSections.js'
import { robustnessSuite } from '../suites/robustnessSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

const CONTENDERS: readonly ContenderEntry[] = [minisearch, bm25, miniLmRemembering, toolcribDefault]

/** Ranks our tasks, or the user's, after every change. The distractors need the public data; without it they are left out. */
export async function runRobustness({ arguments: args, models, progress }: SuiteContext): Promise<SuiteRun> {
  const set = args.files === undefined ? await loadServers('dev') : await loadSet(args.files)
  const others = await otherSources()
  const rows = await robustnessSuite(singleTurn(set), {
    contenders: CONTENDERS,
    changes: changes(others),
    models,
    progress,
  })
  const sections = robustnessSections(set.name, rows)
  const missing =
    others.length > 0 ? [] : ['The ten times as many tools were left out: ../shared/catalogs is not there.']
  return {
    text: [sectionText(sections), ...missing].join('\n\n'),
    data: { rows, missing },
    sections,
    passed: true,
  }
}

/** Tasks that begin a conversation: contenders other than ours take no history. */
function singleTurn(set: BenchSet): BenchSet {
  return { ...set, queries: set.queries.filter(({ history = [] }) => history.length === 0) }
}

/** Tools of servers that were listed live, then of a public collection. */
async function otherSources(): Promise<ToolSource[]> {
  const catalogs = sharedPath('catalogs')
  const pool = sharedPath('data/train/mcp_pool/tools.jsonl')
  if (catalogs === undefined || pool === undefined) return []
  return [...(await loadCatalogs(catalogs)), ...(await toolsOfFile(pool, Number.POSITIVE_INFINITY))]
}
