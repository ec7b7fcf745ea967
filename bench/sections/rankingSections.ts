import type { ReportCell, ReportSection, ReportTable } from 'toolcrib/report'
import { BOUNDS } from '../contenders/names.js'
import { skippedLines } from '../record/ContenderRun.js'
import type { MetricTests } from '../suites/pairedMetrics.js'
import type { RankingRow } from '../suites/rankingSuite.js'
import { nextTable, oursTable, TEST_NOTE } from './testTables.js'

/** What the sections say about the set. */
export interface RankingFacts {
  set: string
  tools: number
  tokensBefore: number
  maxTokens: number
  rows: readonly RankingRow[]
  tests: readonly MetricTests[]
  /** Makes these figures. */
  command: string
}

/** A row of a contender that ran. */
type Ranked = Exclude<RankingRow, { skipped: string }>

/** Quality, tokens and time of every contender; by kind and language; which differences are beyond chance. */
export function rankingSections(facts: RankingFacts): ReportSection[] {
  const { set, tools, tokensBefore, maxTokens, rows, tests, command } = facts
  const run = rows.flatMap((row) => ('skipped' in row ? [] : [row]))
  const [first] = run
  if (first === undefined) return []
  const [main] = tests
  return [
    {
      id: 'ranking',
      title: 'Ranking',
      text: [
        `${set}: ${first.queries} tasks (and ${first.noGold} that no tool fits), ${count(tools)} tools, ${count(tokensBefore)} tokens in all; limit ${count(maxTokens)} tokens and 10 tools. Shares in %; between brackets: bootstrap 95 % interval.`,
      ],
      plots: [recallPlot(run)],
      tables: [
        handedTable(run, tokensBefore),
        metricsTable(run),
        ...groupTable('recall@5 by kind of task, %', run, ({ byKind }) => byKind),
        ...groupTable('recall@5 by language, % (tasks in brackets)', run, byLangNamed),
        ...(main === undefined || main.ours.length === 0 ? [] : [oursTable(tests)]),
        ...(main === undefined || main.next.length === 0 ? [] : [nextTable(main)]),
      ],
      notes: [
        KEPT_NOTE,
        ...emptyNotes(run),
        ...skippedLines(rows),
        ...(main === undefined ? [] : [TEST_NOTE]),
      ],
      command,
    },
  ]
}

/** What stands behind `kept`: lists of one contender are shortened, those of the others cut. */
const KEPT_NOTE =
  'kept: share of the right tools in the list that is handed out. toolcrib also hands out tools at shorter levels, which is a part of its lead there; the others, and "toolcrib, whole definitions", hand out whole definitions, regex and BM25 search five tools and MiniLM, top 20 over 0.3 up to twenty, whatever their tokens.'

function handedTable(run: readonly Ranked[], tokensBefore: number): ReportTable {
  const pooled = run.some(({ unjudged }) => unjudged !== undefined)
  return {
    title: 'What is handed out, and how often it is right',
    columns: [
      { title: '', unit: 'text' },
      { title: 'tokens', unit: 'tokens' },
      { title: 'saved', unit: 'share' },
      { title: 'tool@1', unit: 'share' },
      { title: 'server@1', unit: 'share' },
      { title: 'recall@5', unit: 'share' },
      { title: 'kept', unit: 'share' },
      { title: 'ms p50', unit: 'ms' },
      ...(pooled ? [{ title: 'unjudged', unit: 'share' as const }] : []),
    ],
    rows: run.map((row) => [
      row.name,
      row.tokensAfter,
      1 - row.tokensAfter / tokensBefore,
      estimate(row, 'tool@1'),
      estimate(row, 'server@1'),
      estimate(row, 'recall@5'),
      row.kept,
      row.ms.p50,
      ...(pooled ? [row.unjudged ?? null] : []),
    ]),
  }
}

const METRICS = ['recall@1', 'recall@3', 'recall@10', 'complete@5', 'complete@10', 'ndcg@10', 'mrr'] as const

function metricsTable(run: readonly Ranked[]): ReportTable {
  return {
    title: 'Other metrics of the same rankings',
    columns: [{ title: '', unit: 'text' }, ...METRICS.map((title) => ({ title, unit: 'share' as const }))],
    rows: run.map((row) => [row.name, ...METRICS.map((metric) => estimate(row, metric))]),
  }
}

/** A table of shares by group, where there are several. */
function groupTable(
  title: string,
  run: readonly Ranked[],
  groupsOf: (row: Ranked) => Record<string, number>,
): ReportTable[] {
  const groups = Object.keys(groupsOf(run[0]!))
  if (groups.length < 2) return []
  return [
    {
      title,
      columns: [
        { title: '', unit: 'text' },
        ...groups.map((group) => ({ title: group, unit: 'share' as const })),
      ],
      rows: run.map((row) => [row.name, ...groups.map((group) => groupsOf(row)[group] ?? null)]),
    },
  ]
}

function byLangNamed({ byLang }: Ranked): Record<string, number> {
  return Object.fromEntries(
    Object.entries(byLang).map(([lang, { tasks, recall5 }]) => [`${lang} (${tasks})`, recall5]),
  )
}

function recallPlot(run: readonly Ranked[]) {
  return {
    kind: 'bars' as const,
    title: 'Recall of the five best tools',
    summary: 'recall@5 of every contender with its 95 % interval.',
    value: { label: 'recall@5', unit: 'share' as const, domain: [0, 1] as [number, number] },
    bars: run
      .filter(({ name }) => !BOUNDS.has(name))
      .map((row) => {
        const [low, high] = row.intervals['recall@5'] ?? [0, 0]
        return { label: row.name, value: row.metrics['recall@5'] ?? 0, low, high }
      }),
  }
}

function emptyNotes(run: readonly Ranked[]): string[] {
  return run
    .filter(({ emptyRight, emptyWrong }) => emptyRight + emptyWrong > 0)
    .map(
      (row) =>
        `${row.name} handed out nothing for ${row.emptyRight} of ${row.noGold} tasks that no tool fits, and for ${row.emptyWrong} of ${row.queries} that some tool fits.`,
    )
}

/** A metric of a row with its interval. */
function estimate(row: Ranked, metric: string): ReportCell {
  const value = row.metrics[metric]
  if (value === undefined) return null
  const [low, high] = row.intervals[metric] ?? [value, value]
  return { value, low, high }
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
