import { createCrib } from 'toolcrib'
import { contenders } from '../contenders/contenders.js'
import type { BenchSet } from '../data/BenchSet.js'
import { loadServers } from '../data/loadServers.js'
import { loadDemoSet, loadSet } from '../data/loadSet.js'
import type { BenchArguments } from '../parseArguments.js'
import type { SuiteContext } from '../runners/SuiteRun.js'
import type { Recorded } from './ContenderRun.js'
import { type RecordOptions, recordRuns } from './recordRuns.js'

/**
 * Tokens that lists are packed into. From 500 to 16,000 is what a host would give; the larger ones find the budget at which
 * lists hold 95 % of what tasks need.
 */
export const BUDGETS = [500, 1000, 2000, 3000, 4000, 6000, 8000, 12_000, 16_000, 32_000, 64_000] as const

/** Public sets are ranked only: thousands of tasks at eleven budgets would take hours. */
const MOST_TASKS_WITH_CURVES = 1000

/** A set with every contender's run over it. */
export interface MeasuredSet {
  set: BenchSet
  cost: RecordOptions['cost'] & { counter: string }
  /** In the order of the contenders. */
  recorded: Recorded[]
  /** Budgets of the curves; empty for sets that have none. */
  budgets: readonly number[]
}

/** Our tasks on real servers, or the set that the arguments name, with every contender. Suites of one run share it. */
export async function measuredSet({
  arguments: args,
  models,
  progress,
  store,
}: SuiteContext): Promise<MeasuredSet> {
  const set = await setOf(args)
  const crib = await createCrib({ sources: set.sources })
  const { total, tools, counter } = await crib.cost()
  await crib.close()
  const budgets = set.queries.length > MOST_TASKS_WITH_CURVES ? [] : BUDGETS
  const cost = { total, tools, counter }
  const { maxTokens } = args
  const recorded = await recordRuns(set, { contenders, cost, maxTokens, budgets, models, progress, store })
  return { set, cost, recorded, budgets }
}

/** The set that the arguments name. */
export async function setOf({ files, set, split }: BenchArguments): Promise<BenchSet> {
  if (files !== undefined) return loadSet(files)
  return set === 'demo' ? loadDemoSet() : loadServers(split)
}
