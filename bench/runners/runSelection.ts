import { type BenchFigure, tasksKey } from '../baseline/BenchFigure.js'
import { OURS } from '../contenders/names.js'
import { skippedLines } from '../record/ContenderRun.js'
import { type MeasuredSet, measuredSet } from '../record/measuredSet.js'
import { scoredTasks } from '../record/taskValues.js'
import { commandOf } from '../report/commandOf.js'
import { sectionText } from '../report/sectionText.js'
import { selectionSections } from '../sections/selectionSections.js'
import { type CalibrationFigures, calibrationSuite } from '../suites/calibrationSuite.js'
import { type NothingFigures, ownTasks } from '../suites/nothingSuite.js'
import { metricFigures, testMetrics } from '../suites/pairedMetrics.js'
import { curveValues, recallAt, type SelectionRow, selectionSuite } from '../suites/selectionSuite.js'
import type { SuiteContext, SuiteRun } from './SuiteRun.js'

/** Budgets at which contenders are tested. */
const TESTED = [1000, 2000, 4000, 8000].map(recallAt)

/** Budgets of which baselines keep every task, and at which losses are told: the large ones, where the default stops, too. */
const KEPT = [500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000].map(recallAt)

/** Fewer tasks say nothing of confidence. */
const LEAST_TASKS = 50

/** Recall against tokens, calibration, and tasks that no tool fits. */
export async function runSelection(context: SuiteContext): Promise<SuiteRun> {
  const measured = await measuredSet(context)
  const { set, cost, recorded } = measured
  const rows = selectionSuite(measured)
  const values = curveValues(measured)
  const tests = testMetrics(values, TESTED)
  const calibration =
    scoredTasks(set).length < LEAST_TASKS
      ? undefined
      : await calibrationSuite(set, undefined, context.progress(`${set.name}: calibration`))
  const nothing = await ownTasks(set, context.progress(`${set.name}: tasks that no tool fits`))
  const facts = {
    set: set.name,
    tasks: scoredTasks(set).length,
    tokensBefore: cost.total,
    rows,
    tests,
    ...(calibration === undefined ? {} : { calibration }),
  }
  const sections = selectionSections({
    ...facts,
    ...(nothing === undefined ? {} : { nothing }),
    command: commandOf('selection', context.arguments),
  })
  const figures = [
    ...metricFigures(values, KEPT, tasksKey(scoredTasks(set))),
    ...otherBudgets(measured, rows),
    ...singleFigures(calibration, nothing),
  ]
  const skipped = skippedLines(recorded)
  return {
    text: [sectionText(sections), ...skipped].join('\n\n'),
    data: { ...facts, nothing, skipped },
    sections,
    figures,
    passed: true,
  }
}

function otherBudgets({ budgets }: MeasuredSet, rows: readonly SelectionRow[]): BenchFigure[] {
  return rows.flatMap(({ name: of, points, enough }) => [
    ...points.flatMap(({ recall }, at): BenchFigure[] => {
      const metric = recallAt(budgets[at]!)
      return KEPT.includes(metric) ? [] : [{ of, metric, value: recall, better: 'higher' }]
    }),
    ...(enough === null
      ? []
      : [{ of, metric: 'tokens for 95 % recall', value: enough, better: 'lower' as const }]),
  ])
}

function singleFigures(
  calibration: CalibrationFigures | undefined,
  nothing: NothingFigures | undefined,
): BenchFigure[] {
  const figure = (metric: string, value: number, better: 'higher' | 'lower') => ({
    of: OURS,
    metric,
    value,
    better,
  })
  return [
    ...(calibration === undefined
      ? []
      : [
          figure('ECE', calibration.raw, 'lower'),
          figure('ECE, calibrated', calibration.calibrated, 'lower'),
          figure('Brier score', calibration.brier, 'lower'),
        ]),
    ...(nothing === undefined
      ? []
      : [
          figure('AUROC of fit', nothing.fit, 'higher'),
          figure('refused, no tool fits', nothing.refused.unanswerable, 'higher'),
          figure('refused, some tool fits', nothing.refused.answerable, 'lower'),
        ]),
  ]
}
