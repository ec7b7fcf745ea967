import { loadDevSet } from '../data/devSets.js'
import { loadSet } from '../data/loadSet.js'
import { recallText } from '../report/recallText.js'
import { type RecallFigures, recallSuite } from '../suites/recallSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

const SETS = ['metatool', 'vendor_mcp_evals', 'toolbench'] as const

/** What `targetRecall` keeps of its promise on three public sets, or on a set of the user's. */
export async function runRecallTarget({ arguments: args, progress }: SuiteContext): Promise<SuiteRun> {
  const sets: Record<string, RecallFigures[]> = {}
  const loads =
    args.files === undefined ? SETS.map((name) => () => loadDevSet(name)) : [() => loadSet(args.files!)]
  for (const load of loads) {
    const set = await load()
    sets[set.name] = await recallSuite(set, progress(`${set.name}: recall`))
  }
  return { text: recallText(sets), data: { sets }, passed: true }
}
