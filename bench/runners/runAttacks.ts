import { attacks } from '../attacks/attacks.js'
import { bm25 } from '../contenders/bm25.js'
import type { ContenderEntry } from '../contenders/Contender.js'
import { miniLmRemembering } from '../contenders/miniLm.js'
import { toolcribDefault, toolcribUndefended } from '../contenders/toolcrib.js'
import type { BenchSet } from '../data/BenchSet.js'
import { loadDevSet } from '../data/devSets.js'
import { loadCatalogs } from '../data/loadCatalogs.js'
import { loadSet } from '../data/loadSet.js'
import { sharedPath } from '../data/sharedPath.js'
import { attackText } from '../report/attackText.js'
import { touchedText } from '../report/touchedText.js'
import { attackFloors } from '../suites/attackFloors.js'
import { type AttackRow, attackSuite } from '../suites/attackSuite.js'
import { type Touched, touchedSuite } from '../suites/touchedSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

const CONTENDERS: readonly ContenderEntry[] = [bm25, miniLmRemembering, toolcribUndefended, toolcribDefault]

/** The sets that the floors are defined on. */
const SETS = ['vendor_mcp_evals', 'metatool'] as const

/**
 * What attackers' tools cost every ranking, and how many honest tools the defences discount. Throws `file-unreadable` where
 * the sets are absent and no other is given.
 */
export async function runAttacks({ arguments: args, models, progress }: SuiteContext): Promise<SuiteRun> {
  const sets = args.files === undefined ? await floorSets() : [await loadSet(args.files)]
  const rows: AttackRow[] = []
  for (const set of sets)
    rows.push(...(await attackSuite(set, { contenders: CONTENDERS, attacks, models, progress })))
  const floors = args.files === undefined ? attackFloors(rows) : []
  const touched = await touchedTools(sets)
  const text = `${attackText(rows, floors)}\n\n${touchedText(touched)}`
  return { text, data: { rows, floors, touched }, passed: floors.every((floor) => floor.passed) }
}

/** Of the measured sets, and of real servers where their tools are. */
async function touchedTools(sets: readonly BenchSet[]): Promise<Touched[]> {
  const touched: Touched[] = []
  for (const { name, sources } of sets) touched.push(await touchedSuite(name, sources))
  const folder = sharedPath('catalogs')
  if (folder !== undefined) {
    const sources = await loadCatalogs(folder)
    touched.push(await touchedSuite(`${sources.length} real servers`, sources))
  }
  return touched
}

function floorSets(): Promise<BenchSet[]> {
  return Promise.all(SETS.map(loadDevSet))
}
