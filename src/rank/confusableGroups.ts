import type { PairGap } from './PairGap.js'

/** A larger group is no help to the reader who has to tell its tools apart. */
const MAX_GROUP = 12

/**
 * Joins pairs, smallest gap first, to groups in which every two tools are a pair, of at most 12 tools; those of three or
 * more are returned, in the order in which their first pair came, positions rising. A pure function.
 */
export function confusableGroups(pairs: readonly PairGap[]): number[][] {
  const linked = new Map<number, Set<number>>()
  const link = (from: number, to: number) => linked.set(from, (linked.get(from) ?? new Set()).add(to))
  for (const { first, second } of pairs) {
    link(first, second)
    link(second, first)
  }
  const groupOf = new Map<number, number[]>()
  const groups = new Set<number[]>()
  for (const { first, second } of pairs) {
    const left = groupOf.get(first) ?? [first]
    const right = groupOf.get(second) ?? [second]
    if (left === right || left.length + right.length > MAX_GROUP) continue
    if (!left.every((one) => right.every((other) => linked.get(one)?.has(other) === true))) continue
    groups.delete(right)
    left.push(...right)
    groups.add(left)
    for (const member of left) groupOf.set(member, left)
  }
  return [...groups].filter((group) => group.length > 2).map((group) => group.sort((a, b) => a - b))
}
