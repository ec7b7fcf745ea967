import { CHOSEN, DROPPED, type ProbedRecall, type ProbesFigures } from '../suites/probesSuite.js'
import { markdownTable } from './markdownTable.js'

const HEADER = [
  'set',
  'tools',
  'tasks',
  'on tasks',
  ...DROPPED.map((share) => `probes, ${100 * share} % out`),
  'tasks less probes',
]

/** Recall on tasks beside recall on probes. */
export function probesText(rows: readonly ProbesFigures[]): string {
  const chosen = DROPPED.indexOf(CHOSEN)
  const body = rows.map(({ set, tools, labelled, probes }) => [
    set,
    String(tools),
    String(labelled.tasks),
    withInterval(labelled),
    ...probes.map(withInterval),
    signed(labelled.recall - probes[chosen]!.recall),
  ])
  const title = `recall@5 in % on labelled tasks, and on probes made from the tools; reports leave ${100 * CHOSEN} % of the words out`
  return [title, '', markdownTable(HEADER, body)].join('\n')
}

function withInterval({ recall, low, high }: ProbedRecall): string {
  return `${percent(recall)} [${percent(low)}, ${percent(high)}]`
}

const percent = (value: number) => (100 * value).toFixed(1)
const signed = (value: number) => `${value > 0 ? '+' : ''}${percent(value)}`
