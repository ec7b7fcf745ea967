import type { ReportCell, ReportSection } from 'toolcrib/report'
import type { ChangeEffect, RobustnessRow } from '../suites/robustnessSuite.js'

type Measured = Exclude<RobustnessRow, { skipped: string }>

/** Recall@5 of each contender, what each change does to it in points, and how many rankings it leaves as they are. */
export function robustnessSections(set: string, rows: readonly RobustnessRow[]): ReportSection[] {
  const measured = rows.flatMap((row) => ('skipped' in row ? [] : [row]))
  const [first] = measured
  if (first === undefined) return []
  const notes = rows.flatMap((row) => ('skipped' in row ? [`${row.name} was skipped: ${row.skipped}`] : []))
  return [
    {
      id: 'robustness',
      title: 'Robustness',
      text: [
        `What changes of the catalog or of the way people type do to recall@5, in points: ${first.tasks} tasks of ${set}, ${first.tools} tools. Between brackets: 95 % interval, paired over tasks.`,
      ],
      plots: [lossPlot(measured)],
      tables: [lossTable(measured), sameTable(measured)],
      notes: [
        ...first.effects.map(
          ({ change, what, tools }) => `${change}: ${what} (${tools.toLocaleString('en-US')} tools).`,
        ),
        ...notes,
      ],
      command: 'npm run bench -- robustness',
    },
  ]
}

function lossTable(rows: readonly Measured[]) {
  const cells = (pick: (row: Measured) => ReportCell) => rows.map(pick)
  return {
    title: 'Recall@5, and the points that each change adds or takes away',
    columns: [
      { title: '', unit: 'text' as const },
      ...rows.map(({ name }) => ({ title: name, unit: 'share' as const })),
    ],
    rows: [
      ['as it is', ...cells(({ clean }) => clean)],
      ...changesOf(rows).map((change) => [change, ...cells((row) => estimate(effectOf(row, change)))]),
    ],
  }
}

function sameTable(rows: readonly Measured[]) {
  return {
    title: 'Tasks whose first five tools stay the same, in the same order',
    columns: [
      { title: '', unit: 'text' as const },
      ...rows.map(({ name }) => ({ title: name, unit: 'share' as const })),
    ],
    rows: changesOf(rows).map((change) => [
      change,
      ...rows.map((row) => effectOf(row, change)?.same ?? null),
    ]),
  }
}

function lossPlot(rows: readonly Measured[]) {
  const bars = changesOf(rows).flatMap((change) =>
    rows.flatMap((row) => {
      const effect = effectOf(row, change)
      if (effect === undefined) return []
      const [low, high] = effect.interval
      return [{ label: change, value: effect.difference, low, high, group: row.name }]
    }),
  )
  return {
    kind: 'bars' as const,
    title: 'What each change does to recall@5',
    summary:
      'For each change and contender the difference of recall@5 to the set as it is, with its 95 % interval.',
    value: { label: 'difference of recall@5', unit: 'share' as const },
    bars,
  }
}

function changesOf([first]: readonly Measured[]): string[] {
  return first?.effects.map(({ change }) => change) ?? []
}

function effectOf({ effects }: Measured, change: string): ChangeEffect | undefined {
  return effects.find((effect) => effect.change === change)
}

function estimate(effect: ChangeEffect | undefined): ReportCell {
  if (effect === undefined) return null
  const [low, high] = effect.interval
  return { value: effect.difference, low, high }
}
