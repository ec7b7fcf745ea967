import { judge } from './judge.js'
import type { QueryRow } from './QueryRow.js'
import { toGroups } from './toGroups.js'
import { wilsonInterval } from './wilsonInterval.js'

/** What was handed out for a query. */
export interface HandedOut {
  query: QueryRow
  /** Tool ids, in any order. */
  handed: readonly string[]
}

/** A task that did not get every tool it needs. */
export interface HandoutMiss {
  /** Id of the query. */
  id: string
  text: string
  /** Share of its needs that the list serves, 0 to below 1. */
  kept: number
  /** For each need that nothing in the list serves: its gold id, or with `anyOf` the first of them. */
  missing: string[]
}

/** How much of what tasks need is handed out. Fractions of 1. */
export interface HandoutScores {
  /** Queries that were scored. */
  queries: number
  /** Queries without gold, which were left out. */
  noGold: number
  /** Mean recall: which share of a task's needs the list serves. */
  kept: number
  /** Share of the tasks whose every need is served. */
  complete: number
  /** 95 % intervals of both, `[low, high]`, by {@link wilsonInterval}. */
  intervals: { kept: [number, number]; complete: [number, number] }
  /** Worst first: by `kept`, then by how much is missing, then as given. */
  misses: HandoutMiss[]
}

/** Scores lists that were handed out against what their tasks need. Without a scored query the means are 0. */
export function evaluateHandouts(run: readonly HandedOut[]): HandoutScores {
  const misses: HandoutMiss[] = []
  let queries = 0
  let sum = 0
  for (const { query, handed } of run) {
    const judgement = judge({ query, ranked: handed })
    if (judgement === undefined) continue
    const kept = judgement.hits.length / judgement.groups
    queries += 1
    sum += kept
    if (kept === 1) continue
    const has = new Set(handed)
    const missing = toGroups(query).filter((group) => !group.some((id) => has.has(id)))
    misses.push({ id: query.id, text: query.text, kept, missing: missing.map(([first]) => first!) })
  }
  const kept = queries === 0 ? 0 : sum / queries
  const complete = queries === 0 ? 0 : (queries - misses.length) / queries
  return {
    queries,
    noGold: run.length - queries,
    kept,
    complete,
    intervals: { kept: wilsonInterval(kept, queries), complete: wilsonInterval(complete, queries) },
    misses: misses.sort((a, b) => a.kept - b.kept || b.missing.length - a.missing.length),
  }
}
