import type { RankingRow } from '../suites/rankingSuite.js'
import { markdownTable } from './markdownTable.js'

/** What the table says about the set. */
export interface RankingFacts {
  set: string
  tools: number
  tokensBefore: number
  maxTokens: number
  rows: readonly RankingRow[]
}

/** A row of a contender that ran. */
type Ranked = Exclude<RankingRow, { skipped: string }>

const HEADER = ['', 'tokens', 'saved', 'tool@1', 'server@1', 'recall@5', 'kept', 'ms p50']

/** The ranking table with a line above that says what it is about, and one below for each contender that was skipped. */
export function rankingTable({ set, tools, tokensBefore, maxTokens, rows }: RankingFacts): string {
  const run = rows.flatMap((row) => ('skipped' in row ? [] : [row]))
  const first = run[0]
  const tasks = first === undefined ? '' : `${first.queries} tasks (and ${first.noGold} that no tool fits), `
  const title = `${set}: ${tasks}${tools} tools, ${count(tokensBefore)} tokens in all; limit ${count(maxTokens)} tokens and 10 tools`
  const pooled = run.some((row) => row.unjudged !== undefined)
  const body = run.map((row) => [
    row.name,
    count(row.tokensAfter),
    percent(1 - row.tokensAfter / tokensBefore),
    share(row, 'tool@1'),
    share(row, 'server@1'),
    share(row, 'recall@5'),
    percent(row.kept),
    row.ms.p50.toFixed(row.ms.p50 < 1 ? 3 : 1),
    ...(row.unjudged === undefined ? [] : [percent(row.unjudged)]),
  ])
  const empty = run
    .filter((row) => row.emptyRight + row.emptyWrong > 0)
    .map(
      (row) =>
        `${row.name} handed out nothing for ${row.emptyRight} of ${row.noGold} tasks that no tool fits, and for ${row.emptyWrong} of ${row.queries} that some tool fits.`,
    )
  const skipped = rows.flatMap((row) => ('skipped' in row ? [`${row.name} was skipped: ${row.skipped}`] : []))
  const table = markdownTable(pooled ? [...HEADER, 'unjudged'] : HEADER, body)
  return [title, '', table, '', ...kindLines(run), ...empty, ...skipped].join('\n').trimEnd()
}

/** recall@5 by kind of task: a second table, where tasks are of several kinds. */
function kindLines(rows: readonly Ranked[]): string[] {
  const kinds = Object.keys(rows[0]?.byKind ?? {})
  if (kinds.length < 2) return []
  const body = rows.map(({ name, byKind }) => [
    name,
    ...kinds.map((kind) => (100 * (byKind[kind] ?? 0)).toFixed(1)),
  ])
  return ['recall@5 by kind of task, in %:', '', markdownTable(['', ...kinds], body), '']
}

function share(row: Ranked, metric: string): string {
  const value = row.metrics[metric]
  if (value === undefined) return '-'
  const [low, high] = row.intervals[metric] ?? [value, value]
  return `${(value * 100).toFixed(1)} [${(low * 100).toFixed(0)}, ${(high * 100).toFixed(0)}]`
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
