import { evaluateRun, type QueryRow } from 'toolcrib/eval'
import type { Handed } from '../contenders/Contender.js'
import type { BenchSet } from '../data/BenchSet.js'
import { keptShare } from '../data/keptShare.js'
import { serversOf } from '../data/serversOf.js'
import { POOL_DEPTH } from './poolSuite.js'

/** What a contender did with one task. */
export interface Outcome {
  query: QueryRow
  ranked: string[]
  handed: Required<Handed>
}

/** How good a contender was on a set. */
export interface Quality {
  /** Tasks with gold. */
  queries: number
  /** Tasks without gold, left out of the metrics. */
  noGold: number
  /** As `toolcrib eval` gives them, fractions of 1. */
  metrics: Record<string, number>
  /** Bootstrap 95 % intervals of the metrics. */
  intervals: Record<string, [number, number]>
  /** Mean tokens handed out, over tasks with gold. */
  tokensAfter: number
  /** Mean share of the gold tools that the handed-out list held, 0 to 1. */
  kept: number
  /** Tasks without gold for which nothing was handed out: right. */
  emptyRight: number
  /** Tasks with gold for which nothing was handed out: wrong. */
  emptyWrong: number
  /** recall@5 by kind of task, where tasks have one; fractions of 1. */
  byKind: Record<string, number>
  /** The same by language, where there are several: ISO 639-1 codes, `en` for tasks that name none; most tasks first. */
  byLang: Record<string, { tasks: number; recall5: number }>
  /** Share of the five best tools, over all tasks, of which nobody has said whether they serve; of pooled sets only. */
  unjudged?: number
}

/** Scores a run. */
export function scoreOutcomes(outcomes: readonly Outcome[], set: BenchSet): Quality {
  const servers = serversOf(set)
  const run = outcomes.map(({ query, ranked }) => ({ query, ranked }))
  const { queries, noGold, metrics, intervals, perQuery } = evaluateRun(run, {
    serverOf: (id) => servers.get(id),
  })
  const scored = outcomes.filter(({ query }) => query.gold.length > 0)
  const empty = (list: readonly Outcome[]) => list.filter(({ handed }) => handed.ids.length === 0).length
  return {
    queries,
    noGold,
    metrics,
    intervals,
    tokensAfter: mean(scored.map(({ handed }) => handed.tokens)),
    kept: mean(scored.map(({ query, handed }) => keptShare(query, new Set(handed.ids)) ?? 0)),
    emptyRight: empty(outcomes) - empty(scored),
    emptyWrong: empty(scored),
    ...recallByGroup(scored, perQuery.values['recall@5'] ?? new Float64Array()),
    ...(set.judged === undefined ? {} : { unjudged: unjudgedShare(outcomes, set.judged) }),
  }
}

function recallByGroup(scored: readonly Outcome[], values: Float64Array): Pick<Quality, 'byKind' | 'byLang'> {
  const kinds = grouped(scored, values, ({ kind }) => kind)
  const langs = grouped(scored, values, (query) => ('lang' in query ? String(query.lang) : 'en'))
  return {
    byKind: Object.fromEntries([...kinds].map(([kind, group]) => [kind, mean(group)])),
    // A set in one language has nothing to tell apart.
    byLang:
      langs.size < 2
        ? {}
        : Object.fromEntries(
            [...langs]
              .sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
              .map(([lang, group]) => [lang, { tasks: group.length, recall5: mean(group) }]),
          ),
  }
}

/** The values, one a task, by what `keyOf` says of the task; those of which it says nothing are left out. */
function grouped(
  outcomes: readonly Outcome[],
  values: Float64Array,
  keyOf: (query: QueryRow) => string | undefined,
): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const [at, { query }] of outcomes.entries()) {
    const key = keyOf(query)
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), values[at] ?? 0])
  }
  return groups
}

function unjudgedShare(outcomes: readonly Outcome[], judged: NonNullable<BenchSet['judged']>): number {
  const shown = outcomes.flatMap(({ query, ranked }) =>
    ranked.slice(0, POOL_DEPTH).map((id) => judged.get(query.id)?.has(id) === true),
  )
  return mean(shown.map((isJudged) => (isJudged ? 0 : 1)))
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
