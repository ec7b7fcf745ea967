import { type Baseline, figuresOf } from '../baseline/Baseline.js'
import { BOUNDS } from '../contenders/names.js'
import { markdownTable } from './markdownTable.js'

const BEGIN = '<!-- npm run bench -->'
const END = '<!-- end of npm run bench -->'

/** Columns: what stands above, the suite and the metric. */
const COLUMNS = [
  ['first tool right', 'routing', 'tool@1'],
  ['recall@5', 'ranking', 'recall@5'],
  ['in 1,000 tokens', 'selection', 'recall at 1,000 tokens'],
  ['in 4,000', 'selection', 'recall at 4,000 tokens'],
  ['in 16,000', 'selection', 'recall at 16,000 tokens'],
] as const

/** The suites that the summary takes figures from. */
export const SUMMED: readonly string[] = [...new Set(COLUMNS.map(([, suite]) => suite))]

/**
 * The README with its summary of the committed baselines: a row for each contender that searches, shares in %. Throws where the
 * README has no place for it, or a figure is missing.
 */
export function withSummary(readme: string, baselines: ReadonlyMap<string, Baseline>): string {
  const begin = readme.indexOf(BEGIN)
  const end = readme.indexOf(END)
  if (begin < 0 || end < begin) throw new Error(`README.md has no place for its summary: ${BEGIN} ... ${END}`)
  return `${readme.slice(0, begin)}${BEGIN}\n\n${summaryTable(baselines)}\n\n${readme.slice(end)}`
}

function summaryTable(baselines: ReadonlyMap<string, Baseline>): string {
  const figures = new Map([...baselines].map(([suite, baseline]) => [suite, figuresOf(baseline)]))
  const value = (suite: string, metric: string, of: string): string => {
    const found = figures.get(suite)?.find((figure) => figure.of === of && figure.metric === metric)
    if (found === undefined) throw new Error(`The baseline of ${suite} has no ${metric} of ${of}.`)
    return (100 * found.value).toFixed(1)
  }
  const contenders = (figures.get('ranking') ?? [])
    .filter(({ of, metric }) => metric === 'recall@5' && !BOUNDS.has(of))
    .map(({ of }) => of)
  return markdownTable(
    ['%', ...COLUMNS.map(([title]) => title)],
    contenders.map((of) => [of, ...COLUMNS.map(([, suite, metric]) => value(suite, metric, of))]),
  )
}
