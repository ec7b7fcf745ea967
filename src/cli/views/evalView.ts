import type { GateVerdict } from '../../eval/index.js'
import type { EvalDocument } from '../commands/eval.js'
import { cutToWidth } from '../displayWidth.js'
import { escapeProse, escapeText } from '../escapeText.js'
import type { SelectionScores } from '../evalHandouts.js'
import { count, formatInteger, formatMs, formatShare } from '../format.js'
import { renderTable } from '../renderTable.js'
import type { Style } from '../Style.js'

const percent = (value: number): string => (value * 100).toFixed(1)

/** The result of `toolcrib eval` for people: figures in per cent. */
export function evalView(document: EvalDocument, style: Style): string {
  const { tools, queries, noGold, metrics, intervals, selection, gate, ms } = document
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
    ...(selection === undefined ? [] : ['', ...selectionLines(selection, style)]),
    ...(gate === undefined
      ? []
      : ['', gate.passed ? style.good(gateSentence(gate)) : style.bad(gateSentence(gate))]),
    '',
    style.dim(
      `Read in ${formatMs(ms.load)}, indexed in ${formatMs(ms.index)}; one ranking takes ${formatMs(ms.p50)} (median), ${formatMs(ms.p95)} (95th percentile).`,
    ),
  ]
  return `${lines.join('\n')}\n`
}

/** What a gate found, in a sentence. */
export function gateSentence({ passed, on, required, value, short }: GateVerdict): string {
  const figure =
    on === 'mean' ? 'The mean recall of the lists' : 'The lower end of the 95 % interval of that recall'
  const held = `${figure} is ${formatShare(value)}`
  return passed
    ? `Gate passed: ${held}, at least ${formatShare(required)}.`
    : `Gate not passed: ${held}, ${(short * 100).toFixed(2)} points below ${formatShare(required)}.`
}

/** Misses that are shown; `--json` has all. */
const MAX_MISSES = 20
const MAX_TEXT = 80

function selectionLines(selection: SelectionScores, style: Style): string[] {
  const { maxTokens, maxTools, kept, complete, intervals, tokens, misses } = selection
  const limits = [
    ...(maxTokens === null ? [] : [`${formatInteger(maxTokens)} tokens`]),
    ...(maxTools === null ? [] : [count(maxTools, 'tool')]),
  ]
  const within = limits.length === 0 ? '' : ` inside ${limits.join(' and ')}`
  const rows = [
    ['recall', percent(kept), interval(intervals.kept)],
    ['every tool needed', percent(complete), interval(intervals.complete)],
  ]
  const shown = misses.slice(0, MAX_MISSES)
  const more = misses.length - shown.length
  return [
    `Lists that are handed out${within}: ${formatInteger(tokens.median)} tokens (median), ${formatInteger(tokens.most)} at most, of ${formatInteger(tokens.before)}.`,
    ...renderTable(
      [{ header: 'List' }, { header: 'Value', align: 'right' }, { header: '95 % interval', align: 'right' }],
      rows,
      style,
    ),
    ...(shown.length === 0 ? [] : ['', `${count(misses.length, 'task')} missed a tool, worst first:`]),
    ...shown.map(
      ({ id, text, kept: share, missing }) =>
        `  ${escapeText(id)} (${percent(share)} %): without ${missing.map(escapeText).join(', ')}: ${cutToWidth(escapeProse(text), MAX_TEXT)}`,
    ),
    ...(more === 0 ? [] : [`  and ${formatInteger(more)} more (--json has all)`]),
  ]
}

function interval(bounds: readonly [number, number] | undefined): string {
  return bounds === undefined ? '-' : `${percent(bounds[0])} to ${percent(bounds[1])}`
}
