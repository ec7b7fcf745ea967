import { tasksKey } from '../baseline/BenchFigure.js'
import { skippedLines } from '../record/ContenderRun.js'
import { measuredSet } from '../record/measuredSet.js'
import { scoredTasks } from '../record/taskValues.js'
import { commandOf } from '../report/commandOf.js'
import { sectionText } from '../report/sectionText.js'
import { routingSections } from '../sections/routingSections.js'
import { metricFigures, testMetrics, valuesByContender } from '../suites/pairedMetrics.js'
import { routingSuite } from '../suites/routingSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

const METRICS = ['tool@1', 'server@1'] as const

/** How often the first tool, and its server, are right. */
export async function runRouting(context: SuiteContext): Promise<SuiteRun> {
  const measured = await measuredSet(context)
  const { set, recorded } = measured
  const skipped = skippedLines(recorded)
  const rows = routingSuite(measured)
  const values = valuesByContender(measured)
  const tests = testMetrics(values, METRICS)
  const servers = new Set(set.sources.map(({ server }) => server)).size
  const command = commandOf('routing', context.arguments)
  const sections = routingSections({ set: set.name, servers, rows, tests, skipped, command })
  return {
    text: sectionText(sections),
    data: { set: set.name, servers, rows, tests, skipped },
    sections,
    figures: metricFigures(values, METRICS, tasksKey(scoredTasks(set))),
    passed: true,
  }
}
