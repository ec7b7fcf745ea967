import { createCrib } from 'toolcrib'
import { contenders } from '../contenders/contenders.js'
import type { BenchSet } from '../data/BenchSet.js'
import { loadServers } from '../data/loadServers.js'
import { loadDemoSet, loadSet } from '../data/loadSet.js'
import type { BenchArguments } from '../parseArguments.js'
import { rankingTable } from '../report/rankingTable.js'
import { rankingSuite } from '../suites/rankingSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** Ranks our tasks on real servers, or the set that the arguments name, with every contender. */
export async function runRanking({ arguments: args, models, progress }: SuiteContext): Promise<SuiteRun> {
  const set = await setOf(args)
  const crib = await createCrib({ sources: set.sources })
  const cost = await crib.cost()
  await crib.close()
  const { maxTokens } = args
  const rows = await rankingSuite(set, { contenders, cost, maxTokens, models, progress })
  const facts = { set: set.name, tools: cost.tools.size, tokensBefore: cost.total, maxTokens, rows }
  return { text: rankingTable(facts), data: { ...facts, counter: cost.counter }, passed: true }
}

async function setOf({ files, set, split }: BenchArguments): Promise<BenchSet> {
  if (files !== undefined) return loadSet(files)
  return set === 'demo' ? loadDemoSet() : loadServers(split)
}
