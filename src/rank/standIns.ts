import { terms } from '../text/terms.js'
import type { Tool } from '../tool/Tool.js'
import type { RankableCatalog, RankLimits, TaskQuery } from './RankableCatalog.js'

/**
 * For each near-copy that a ranking leaves out, the position of the tool that stands for it. Of a group of copies those
 * stay that are always returned; without any, the one whose server the task names best, else the first registered. Keys
 * of servers are the user's own words, so no server can name itself after a task. Tools that are not allowed stand for
 * nobody.
 */
export function standIns(
  { tools, copies, lexical }: RankableCatalog,
  query: TaskQuery,
  { allowed, always }: Pick<RankLimits, 'allowed' | 'always'>,
): Map<number, number> | undefined {
  if (copies === undefined || copies.groups.length === 0) return undefined
  const isAlways = (position: number) => always?.has(tools[position]!.id) === true
  const weights = new Map(query.terms.map(({ stem, weight }) => [stem, weight * lexical.idf(stem)]))
  const hidden = new Map<number, number>()
  for (const group of copies.groups) {
    const members = group.filter(
      (position) => allowed === undefined || allowed(tools[position]!) || isAlways(position),
    )
    const pinned = members.filter(isAlways)
    const stay =
      pinned.length > 0 ? pinned : members.slice(0, 1).map(() => mostNamed(tools, members, weights))
    const [first] = stay
    for (const position of members)
      if (first !== undefined && !stay.includes(position)) hidden.set(position, first)
  }
  return hidden
}

/** The positions that each stand-in stands for, in the order of `hidden`. */
export function copiesByStandIn(
  hidden: ReadonlyMap<number, number> | undefined,
): ReadonlyMap<number, number[]> {
  const copies = new Map<number, number[]>()
  for (const [position, standIn] of hidden ?? []) {
    const known = copies.get(standIn)
    if (known === undefined) copies.set(standIn, [position])
    else known.push(position)
  }
  return copies
}

/** The member whose server key holds most of the task's weight; the first of equal ones. */
function mostNamed(
  tools: readonly Tool[],
  members: readonly number[],
  weights: ReadonlyMap<string, number>,
): number {
  let [best] = members as [number, ...number[]]
  let most = 0
  for (const position of members) {
    const stems = new Set(terms(tools[position]!.server ?? '').map(({ stem }) => stem))
    const named = [...stems].reduce((sum, stem) => sum + (weights.get(stem) ?? 0), 0)
    if (named > most) {
      best = position
      most = named
    }
  }
  return best
}
