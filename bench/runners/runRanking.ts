import { createCrib } from 'toolcrib'
import { contenders } from '../contenders/contenders.js'
import { loadDemoSet, loadSet } from '../data/loadSet.js'
import { rankingTable } from '../report/rankingTable.js'
import { rankingSuite } from '../suites/rankingSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** Ranks our tasks on the demo servers, or the set that the arguments name, with every contender. */
export async function runRanking({ arguments: args, models, progress }: SuiteContext): Promise<SuiteRun> {
  const set = args.files === undefined ? await loadDemoSet() : await loadSet(args.files)
  const crib = await createCrib({ sources: set.sources })
  const cost = await crib.cost()
  await crib.close()
  const { maxTokens } = args
  const rows = await rankingSuite(set, { contenders, cost, maxTokens, models, progress })
  const facts = { set: set.name, tools: cost.tools.size, tokensBefore: cost.total, maxTokens, rows }
  return { text: rankingTable(facts), data: { ...facts, counter: cost.counter }, passed: true }
}
