import type { Baseline } from '../baseline/Baseline.js'
import type { FigureChange } from '../baseline/compareFigures.js'
import { pText } from '../sections/testTables.js'
import { markdownTable } from './markdownTable.js'

/** Lines of what is the same are counted, not shown. */
export function changesText(
  baseline: Baseline,
  changes: readonly FigureChange[],
  data: Readonly<Record<string, string>>,
): string {
  const shown = changes.filter(({ verdict }) => verdict !== 'same')
  const { suite, made } = baseline
  const title = `## ${suite}: against the baseline of ${made.version} (${made.machine})`
  const same = `${changes.length - shown.length} of ${changes.length} figures are the same.`
  const table = markdownTable(
    ['', 'metric', 'before', 'now', 'difference', 'p', ''],
    shown.map(({ of, metric, before, now, test, verdict }) => [
      of,
      metric,
      numberText(before),
      numberText(now),
      test === null
        ? before === null || now === null
          ? ''
          : numberText(now - before)
        : `${numberText(test.difference)} [${test.interval.map(numberText).join(', ')}]`,
      test === null ? '' : pText(test.adjusted),
      VERDICTS[verdict],
    ]),
  )
  return [
    title,
    ...dataLines(made.data, data),
    ...(shown.length === 0 ? [] : [table]),
    `${same} ${summary(changes)}`,
  ].join('\n\n')
}

const VERDICTS: Readonly<Record<FigureChange['verdict'], string>> = {
  better: 'better',
  worse: 'WORSE',
  chance: 'within chance',
  changed: 'not tested',
  same: '',
  new: 'new',
  gone: 'gone',
}

function dataLines(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): string[] {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
    (path) => before[path] !== now[path],
  )
  return changed.length === 0
    ? []
    : [`The data changed, so that not every difference is the code's: ${changed.join(', ')}.`]
}

function summary(changes: readonly FigureChange[]): string {
  const count = (verdict: FigureChange['verdict']) => changes.filter((one) => one.verdict === verdict).length
  return `Better beyond chance: ${count('better')}; worse beyond chance: ${count('worse')} (paired bootstrap, p below 0.05 after Holm's correction for all tested figures).`
}

function numberText(value: number | null): string {
  return value === null ? '-' : String(Number(value.toPrecision(4)))
}
