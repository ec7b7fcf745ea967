import type { CopyGroup } from './findNearCopies.js'
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
  const isMember = (position: number) =>
    allowed === undefined || allowed(tools[position]!) || isAlways(position)
  const weights = new Map(query.terms.map(({ stem, weight }) => [stem, weight * lexical.idf(stem)]))
  const hidden = new Map<number, number>()
  for (const group of copies.groups) {
    const pinned = group.positions.filter(isAlways)
    const standIn = pinned[0] ?? mostNamed(group, weights, isMember)
    if (standIn === undefined) continue
    for (const position of group.positions)
      if (position !== standIn && !pinned.includes(position) && isMember(position))
        hidden.set(position, standIn)
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
  { positions, serverStems }: CopyGroup,
  weights: ReadonlyMap<string, number>,
  isMember: (position: number) => boolean,
): number | undefined {
  let best: number | undefined
  let most = 0
  for (const [at, position] of positions.entries()) {
    if (!isMember(position)) continue
    let named = 0
    for (const stem of serverStems[at]!) named += weights.get(stem) ?? 0
    if (best !== undefined && named <= most) continue
    best = position
    most = named
  }
  return best
}
