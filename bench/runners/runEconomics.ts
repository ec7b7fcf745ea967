import { type BenchFigure, meanFigure, tasksKey } from '../baseline/BenchFigure.js'
import { bm25Search } from '../contenders/bm25Search.js'
import { setOf } from '../record/measuredSet.js'
import { commandOf } from '../report/commandOf.js'
import { sectionText } from '../report/sectionText.js'
import { economicsSections } from '../sections/economicsSections.js'
import {
  conversationTasks,
  type MeasuredPolicies,
  measurePolicies,
  openSet,
  type PricedModel,
  priceModels,
} from '../suites/economicsSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** Recall that a policy has to keep to be worth its money. */
const TARGET = 0.9

/** What conversations cost by policy and model, with the recall of each policy on the set's conversations. */
export async function runEconomics({ arguments: args, progress }: SuiteContext): Promise<SuiteRun> {
  const set = await setOf(args)
  const crib = await openSet(set)
  try {
    const search = await bm25Search.load({ models: undefined })
    if ('skipped' in search) throw new Error(search.skipped)
    await search.index(set.sources)
    const { maxTokens } = args
    const measured = await measurePolicies(crib, set, {
      maxTokens,
      search,
      progress: progress(`${set.name}: policies`),
    })
    if (measured === undefined) {
      const skipped = `${set.name} has no task with a history`
      return { text: `economics was skipped: ${skipped}`, data: { skipped }, passed: true }
    }
    const priced = await priceModels(crib, measured, TARGET)
    const command = commandOf('economics', args)
    const sections = economicsSections({
      set: set.name,
      maxTokens,
      measured,
      priced,
      targetRecall: TARGET,
      command,
    })
    const tasks = tasksKey(conversationTasks(set))
    return {
      text: sectionText(sections),
      data: { set: set.name, measured, priced },
      sections,
      figures: [...recallFigures(measured, tasks), ...moneyFigures(priced)],
      passed: true,
    }
  } finally {
    await crib.close()
  }
}

function recallFigures({ recall }: MeasuredPolicies, tasks: string): BenchFigure[] {
  return Object.entries(recall).map(([of, values]) => meanFigure({ of, metric: 'recall' }, { tasks, values }))
}

function moneyFigures(priced: readonly PricedModel[]): BenchFigure[] {
  return priced.flatMap(({ model, historyTokens, plan }) =>
    plan.policies.map(
      ({ policy, usd }): BenchFigure => ({
        of: policy,
        metric: `USD, ${model}, ${historyTokens.toLocaleString('en-US')} tokens of history`,
        value: usd,
        better: 'lower',
      }),
    ),
  )
}
