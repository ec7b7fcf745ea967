import type { EvalDocument } from '../commands/eval.js'
import { count, formatMs } from '../format.js'
import { renderTable } from '../renderTable.js'
import type { Style } from '../Style.js'

const percent = (value: number): string => (value * 100).toFixed(1)

/** The result of `toolcrib eval` for people: figures in per cent. */
export function evalView(document: EvalDocument, style: Style): string {
  const { tools, queries, noGold, metrics, intervals, ms } = document
  const leftOut = noGold === 0 ? '' : ` (${count(noGold, 'query', 'queries')} without gold left out)`
  const lines = [
    `${count(queries, 'query', 'queries')} over ${count(tools, 'tool')}${leftOut}; figures in %.`,
    '',
    ...renderTable(
      [
        { header: 'Metric' },
        { header: 'Value', align: 'right' },
        { header: '95 % interval', align: 'right' },
      ],
      Object.entries(metrics).map(([name, value]) => [name, percent(value), interval(intervals[name])]),
      style,
    ),
    '',
    style.dim(
      `Read in ${formatMs(ms.load)}, indexed in ${formatMs(ms.index)}; one ranking takes ${formatMs(ms.p50)} (median), ${formatMs(ms.p95)} (95th percentile).`,
    ),
  ]
  return `${lines.join('\n')}\n`
}

function interval(bounds: readonly [number, number] | undefined): string {
  return bounds === undefined ? '-' : `${percent(bounds[0])} to ${percent(bounds[1])}`
}
