import { loadDevSet } from '../data/devSets.js'
import { loadDemoSet, loadSet } from '../data/loadSet.js'
import { budgetText } from '../report/budgetText.js'
import { type BudgetFigures, brokenFloors, budgetSuite } from '../suites/budgetSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/**
 * Recall against tokens by packing strategy: on our tasks over live servers and a public set, which have to hold floors, or on
 * a set of the user's, which has none.
 */
export async function runBudget({ arguments: args, progress }: SuiteContext): Promise<SuiteRun> {
  const sets: Record<string, BudgetFigures[]> = {}
  const loads =
    args.files === undefined
      ? [loadDemoSet, () => loadDevSet('vendor_mcp_evals')]
      : [() => loadSet(args.files!)]
  for (const load of loads) {
    const set = await load()
    sets[set.name] = await budgetSuite(set, progress(`${set.name}: recall against tokens`))
  }
  const broken =
    args.files === undefined
      ? Object.entries(sets).flatMap(([name, figures]) => brokenFloors(name, figures))
      : []
  const verdicts = broken.map((one) => `- FAIL: ${one}`)
  const floors = args.files === undefined ? [verdicts.join('\n') || '- PASS: all floors hold'] : []
  return {
    text: [budgetText(sets), ...floors].join('\n\n'),
    data: { sets, broken },
    passed: broken.length === 0,
  }
}
