import type { LeveledCandidate } from '../LeveledPacking.js'
import type { Groups } from './PackingProblem.js'

/** Shared by all candidates without groups, most of them; never written to. */
const NONE: number[] = []

const NO_GROUPS: Groups = {
  count: 0,
  members: [],
  owner: new Int32Array(0),
  weight: new Float64Array(0),
  memberOf: [],
  ownedBy: [],
}

/** Whether a candidate may be taken, and whether at a callable option. */
export interface Availability {
  taken: Uint8Array
  callable: Uint8Array
}

/** Needs by position: `needs[i]` has the groups of candidate `i`, without ids that nobody has; undefined where none has any. */
export type Needs = readonly (readonly (readonly number[])[])[]

/** Looks the ids of needs up. A group in which its own tool is asks for nothing. */
export function positionsOfNeeds(sorted: readonly LeveledCandidate[]): Needs | undefined {
  if (sorted.every(({ needs }) => needs.length === 0)) return undefined
  const positions = new Map(sorted.map(({ id }, at) => [id, at]))
  return sorted.map(({ id, needs }) =>
    needs
      .filter((group) => !group.includes(id))
      .map((group) => {
        const known = group.map((need) => positions.get(need)).filter((at) => at !== undefined)
        return [...new Set(known)].sort((a, b) => a - b)
      }),
  )
}

/** Groups over the candidates that may be taken: prerequisites of those, goals of the rest (see {@link Groups}). */
export function compileGroups(
  sorted: readonly LeveledCandidate[],
  needs: Needs | undefined,
  { taken, callable }: Availability,
): Groups {
  const served = servedBy(sorted, callable)
  if (needs === undefined && served.size === 0) return NO_GROUPS
  const members: (readonly number[])[] = [...served].sort(([a], [b]) => a - b).map(([, list]) => list)
  const owners: number[] = members.map(() => -1)
  const weights: number[] = members.map(() => 1)
  const pinnedWeight = members.length + 1
  for (const [at, groups] of (needs ?? []).entries()) {
    const pinned = sorted[at]!.pinned
    if (!pinned && taken[at] === 0) continue
    for (const group of groups) {
      const able = group.filter((member) => callable[member] === 1)
      if (pinned && able.length === 0) continue
      members.push(able)
      owners.push(pinned ? -1 : at)
      weights.push(pinned ? pinnedWeight : 0)
    }
  }
  return indexed({ members, owners, weights }, sorted.length)
}

function servedBy(sorted: readonly LeveledCandidate[], callable: Uint8Array): Map<number, number[]> {
  const served = new Map<number, number[]>()
  for (let at = 0; at < sorted.length; at++) {
    const { intents } = sorted[at]!
    if (intents.length === 0 || callable[at] === 0) continue
    for (const intent of new Set(intents)) {
      const list = served.get(intent)
      if (list === undefined) served.set(intent, [at])
      else list.push(at)
    }
  }
  return served
}

function indexed(
  { members, owners, weights }: { members: (readonly number[])[]; owners: number[]; weights: number[] },
  candidates: number,
): Groups {
  const memberOf = new Array<number[]>(candidates).fill(NONE)
  const ownedBy = new Array<number[]>(candidates).fill(NONE)
  const add = (lists: number[][], at: number, group: number) => {
    if (lists[at] === NONE) lists[at] = [group]
    else lists[at]!.push(group)
  }
  for (let group = 0; group < members.length; group++) {
    for (const member of members[group]!) add(memberOf, member, group)
    if (owners[group] !== -1) add(ownedBy, owners[group]!, group)
  }
  return {
    count: members.length,
    members,
    owner: Int32Array.from(owners),
    weight: Float64Array.from(weights),
    memberOf,
    ownedBy,
  }
}
