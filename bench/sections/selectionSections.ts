import type { ReportPlot, ReportSection, ReportTable } from 'toolcrib/report'
import { type CalibrationFigures, calibrationTasks, SPLITS } from '../suites/calibrationSuite.js'
import type { NothingFigures } from '../suites/nothingSuite.js'
import type { MetricTests } from '../suites/pairedMetrics.js'
import { type SelectionRow, WANTED_RECALL } from '../suites/selectionSuite.js'
import { oursTable, TEST_NOTE } from './testTables.js'

/** What the sections are made of. */
export interface SelectionFacts {
  set: string
  tasks: number
  tokensBefore: number
  rows: readonly SelectionRow[]
  tests: readonly MetricTests[]
  /** Absent: the set has too few tasks. */
  calibration?: CalibrationFigures
  /** Absent: the set has no tasks that no tool fits. */
  nothing?: NothingFigures
  command: string
}

/** Recall against tokens; how far confidence can be believed; tasks that no tool fits. */
export function selectionSections(facts: SelectionFacts): ReportSection[] {
  const { set, calibration, nothing, command } = facts
  return [
    ...(facts.rows.length === 0 || facts.rows[0]!.points.length === 0 ? [] : [curveSection(facts)]),
    ...(calibration === undefined ? [] : [calibrationSection(set, calibration, command)]),
    ...(nothing === undefined ? [] : [nothingSection(nothing, command)]),
  ]
}

function curveSection({ set, tasks, tokensBefore, rows, tests, command }: SelectionFacts): ReportSection {
  const isTested = tests.length > 0 && tests[0]!.ours.length > 0
  return {
    id: 'recall-tokens',
    title: 'Recall at equal tokens',
    text: [
      `${set}: share of the right tools that a list of so many tokens holds, mean over ${tasks} tasks; all ${Math.round(tokensBefore).toLocaleString('en-US')} tokens hold all of them. Tokens alone limit here. toolcrib packs tools and levels itself, and a tool counts at a level that a model can call from; of the others the ranking is cut where the budget ends, whole definitions, a tool that does not fit is passed over. "toolcrib, whole definitions" is the default's ranking cut like that: its lead is ranking's, the rest of the default's lead comes from shorter levels.`,
    ],
    plots: [curvePlot(rows)],
    tables: [curveTable(rows), enoughTable(rows), ...(isTested ? [oursTable(tests)] : [])],
    notes: [
      'Whether a model calls a tool as well from a signature as from its full definition is not measured here.',
      'Lists that stop before the budget does: toolcrib hands out nothing where it says that nothing fits (for some tasks wrongly, and more tokens do not mend that), HNSW ranks its nearest tools only, MiniLM, top 20 over 0.3 and the searches stop at what they find.',
      ...(isTested ? [TEST_NOTE] : []),
    ],
    command,
  }
}

function curvePlot(rows: readonly SelectionRow[]): ReportPlot {
  return {
    kind: 'lines',
    title: 'Recall against tokens',
    summary: 'Mean recall of every contender over the budget in tokens, logarithmic, with 95 % intervals.',
    x: { label: 'budget', unit: 'tokens', scale: 'log' },
    y: { label: 'recall', unit: 'share', domain: [0, 1] },
    series: rows.map(({ name, points }) => ({
      name,
      points: points.map(({ budget, recall, interval: [low, high] }) => ({
        x: budget,
        y: recall,
        low,
        high,
      })),
    })),
  }
}

function curveTable(rows: readonly SelectionRow[]): ReportTable {
  return {
    title: 'Recall in % by budget in tokens',
    columns: [
      { title: '', unit: 'text' },
      ...rows[0]!.points.map(({ budget }) => ({
        title: budget.toLocaleString('en-US'),
        unit: 'share' as const,
      })),
    ],
    rows: rows.map(({ name, points }) => [name, ...points.map(({ recall }) => recall)]),
  }
}

function enoughTable(rows: readonly SelectionRow[]): ReportTable {
  return {
    title: `Tokens that a mean recall of ${100 * WANTED_RECALL} % takes: the smallest budget above that has it (–: none of them)`,
    columns: [
      { title: '', unit: 'text' },
      { title: 'tokens', unit: 'tokens' },
      { title: 'saved, %', unit: 'share' },
    ],
    rows: rows.map(({ name, enough, saved }) => [name, enough, saved]),
  }
}

function calibrationSection(set: string, calibration: CalibrationFigures, command: string): ReportSection {
  const { tasks, raw, brier, calibrated, brierSkill, bins } = calibration
  const labelled = calibrationTasks(tasks)
  const points = (list: CalibrationFigures['bins']['raw']) =>
    list.map(({ probability, outcome }) => ({ x: probability, y: outcome }))
  return {
    id: 'calibration',
    title: 'Calibration',
    text: [
      `How often tools of a confidence are right: the five best tools of every task of ${set} that some tool fits, for the default. ECE: expected calibration error, the mean distance from the diagonal.`,
    ],
    plots: [
      {
        kind: 'lines',
        title: 'Reliability',
        summary: 'Share of right tools over their mean confidence, in bins; the diagonal is perfect.',
        x: { label: 'confidence', unit: 'share', domain: [0, 1] },
        y: { label: 'right', unit: 'share', domain: [0, 1] },
        diagonal: true,
        series: [
          { name: 'out of the box', points: points(bins.raw) },
          { name: `calibrated with ${labelled} tasks`, points: points(bins.calibrated) },
        ].filter((series) => series.points.length > 0),
      },
    ],
    tables: [
      {
        title: 'Errors of confidence',
        columns: [
          { title: '', unit: 'text' },
          { title: 'value', unit: 'number' },
        ],
        rows: [
          ['ECE out of the box', raw],
          ['Brier score out of the box', brier],
          [
            `ECE after calibration with ${labelled} tasks, on the others (mean of ${SPLITS} draws)`,
            calibrated,
          ],
          ['Brier skill then, against the rate of each rank', brierSkill],
        ],
      },
    ],
    command,
  }
}

function nothingSection(nothing: NothingFigures, command: string): ReportSection {
  const { answerable, unanswerable, fit, cosine, refused } = nothing
  return {
    id: 'nothing-fits',
    title: 'Tasks that no tool fits',
    text: [
      `${unanswerable} tasks that no tool fits and ${answerable} that some tool fits. Refused: the default says that nothing fits.`,
    ],
    tables: [
      {
        title: 'Told from the others',
        columns: [
          { title: '', unit: 'text' },
          { title: '%', unit: 'share' },
        ],
        rows: [
          ['AUROC of fit', fit],
          ['AUROC of the best cosine', cosine],
          ['refused of those that no tool fits', refused.unanswerable],
          ['refused of those that some tool fits', refused.answerable],
        ],
      },
    ],
    command,
  }
}
