import { type Confusable, createCrib } from 'toolcrib'
import { toGroups } from 'toolcrib/eval'
import type { BenchSet } from '../data/BenchSet.js'
import type { Progress } from '../report/createProgress.js'

/** How many of the ranker's errors the listed pairs explain. */
export interface ConfusableFigures {
  tools: number
  /** Tasks with gold. */
  tasks: number
  /** Tasks whose first tool is neither a gold tool nor an alternative of one. */
  errors: number
  /** Mean over the errors of the share of right tools that are a listed pair with the wrong first one, 0 to 1. */
  covered: number
  /** The same of as many pairs, chosen with all errors in view: no list of that length covers more. */
  attainable: number
  pairs: number
  groups: number
  /** Pairs as a share of all, 0 to 1. */
  share: number
  /** Milliseconds that listing them took. */
  ms: number
}

/** One error: the wrong first tool, and for each right one all that would have done. */
export interface Miss {
  first: string
  groups: (readonly string[])[]
}

/** Ranks every task and counts how many wrong first tools stand in a listed pair with the right one. */
export async function confusableSuite(set: BenchSet, progress: Progress): Promise<ConfusableFigures> {
  const crib = await createCrib({ sources: set.sources, invalidTools: 'skip' })
  try {
    const since = performance.now()
    const confusable = await crib.confusable({ limit: 100_000 })
    const ms = performance.now() - since
    const tasks = set.queries.filter(({ gold }) => gold.length > 0)
    const misses: Miss[] = []
    for (const [at, query] of tasks.entries()) {
      const { items } = await crib.rank(query.text, { limit: 1 })
      const groups = toGroups(query)
      const first = items[0]?.tool.id
      if (first !== undefined && !groups.some((group) => group.includes(first)))
        misses.push({ first, groups })
      progress.update((at + 1) / tasks.length)
    }
    return { tools: crib.catalog.tools.length, tasks: tasks.length, ms, ...coverage(misses, confusable) }
  } finally {
    progress.end()
    await crib.close()
  }
}

/** Scores a list of pairs against the errors of a ranking. */
export function coverage(
  misses: readonly Miss[],
  confusable: Confusable,
): Pick<ConfusableFigures, 'errors' | 'covered' | 'attainable' | 'pairs' | 'groups' | 'share'> {
  const { pairs, groups, possible } = confusable
  const listed = new Set(pairs.map(({ tools }) => pairKey(...tools)))
  return {
    errors: misses.length,
    covered: coveredBy(misses, listed),
    attainable: coveredBy(misses, new Set(mostFrequent(misses, pairs.length))),
    pairs: pairs.length,
    groups: groups.length,
    share: possible === 0 ? 0 : pairs.length / possible,
  }
}

function coveredBy(misses: readonly Miss[], listed: ReadonlySet<string>): number {
  const shares = misses.map(({ first, groups }) => {
    const hits = groups.filter((group) => group.some((id) => listed.has(pairKey(first, id))))
    return hits.length / groups.length
  })
  return shares.length === 0 ? 1 : shares.reduce((sum, share) => sum + share, 0) / shares.length
}

/** The pairs that explain most errors, one by one. */
function mostFrequent(misses: readonly Miss[], count: number): string[] {
  const weights = new Map<string, number>()
  for (const { first, groups } of misses) {
    for (const group of groups) {
      const key = pairKey(first, group[0] ?? '')
      weights.set(key, (weights.get(key) ?? 0) + 1 / groups.length)
    }
  }
  const sorted = [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return sorted.slice(0, count).map(([key]) => key)
}

function pairKey(one: string, other: string): string {
  return JSON.stringify(one < other ? [one, other] : [other, one])
}
