import type { RankedQuery } from './QueryRow.js'
import { toGroups } from './toGroups.js'

/** A ranking as the metrics see it. */
export interface Judgement {
  /** How many groups of gold the query has, 1 or more. */
  readonly groups: number
  /** Ranks (from 1) at which groups were first hit, ascending; groups that were never hit have none. */
  readonly hits: readonly number[]
}

/**
 * Finds where each group of gold is first hit. A tool that stands in two groups satisfies both at once: the user who gets
 * it has what either group asks for. Later tools of a satisfied group, and repeated ids, gain nothing.
 *
 * @returns undefined for a query without gold, which cannot be judged
 */
export function judge({ query, ranked }: RankedQuery): Judgement | undefined {
  const groups = toGroups(query)
  if (groups.length === 0) return undefined
  const open = new Set(groups)
  const hits: number[] = []
  for (let index = 0; index < ranked.length && open.size > 0; index++) {
    for (const group of open) {
      if (!group.includes(ranked[index]!)) continue
      open.delete(group)
      hits.push(index + 1)
    }
  }
  return { groups: groups.length, hits }
}
