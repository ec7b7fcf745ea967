import { tasksKey } from '../baseline/BenchFigure.js'
import { measuredSet } from '../record/measuredSet.js'
import { scoredTasks } from '../record/taskValues.js'
import { commandOf } from '../report/commandOf.js'
import { sectionText } from '../report/sectionText.js'
import { rankingSections } from '../sections/rankingSections.js'
import { metricFigures, testMetrics, valuesByContender } from '../suites/pairedMetrics.js'
import { rankingRows } from '../suites/rankingSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** Metrics that contenders are compared by; the first orders them. */
const TESTED = ['recall@5', 'complete@5', 'ndcg@10'] as const

/** Metrics of which baselines keep every task; few values differ in them. */
const KEPT = ['recall@1', 'recall@5', 'recall@10', 'complete@5', 'mrr'] as const

/** Ranks our tasks on real servers, or the set that the arguments name, with every contender. */
export async function runRanking(context: SuiteContext): Promise<SuiteRun> {
  const measured = await measuredSet(context)
  const { set, cost, recorded } = measured
  const { maxTokens } = context.arguments
  const rows = rankingRows(set, recorded)
  const values = valuesByContender(measured)
  const tests = testMetrics(values, TESTED)
  const facts = { set: set.name, tools: cost.tools.size, tokensBefore: cost.total, maxTokens, rows }
  const sections = rankingSections({ ...facts, tests, command: commandOf('ranking', context.arguments) })
  const ran = rows.flatMap((row) => ('skipped' in row ? [] : [row]))
  const figures = [
    ...metricFigures(values, KEPT, tasksKey(scoredTasks(set))),
    ...ran.flatMap(({ name: of, kept, tokensAfter, metrics }) => [
      { of, metric: 'ndcg@10', value: metrics['ndcg@10'] ?? 0, better: 'higher' as const },
      { of, metric: 'kept', value: kept, better: 'higher' as const },
      { of, metric: 'tokens', value: tokensAfter },
    ]),
  ]
  return {
    text: sectionText(sections),
    data: { ...facts, tests, counter: cost.counter },
    sections,
    figures,
    passed: true,
  }
}
