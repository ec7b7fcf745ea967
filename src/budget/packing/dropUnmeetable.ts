import type { Availability, Needs } from './compileGroups.js'

/** What is left beside the cheapest options of the pinned tools, and what each candidate takes of it. */
export interface Room {
  /** Tokens and tools beside the pinned ones. */
  spare: number
  slots: number
  pinned: Uint8Array
  /** Tokens that the cheapest option, and the cheapest callable option, take of `spare`. */
  cheapest: Float64Array
  cheapestCallable: Float64Array
}

/**
 * Marks candidates as not to be taken, until nothing changes, where of a group of their needs no tool can be taken at a
 * callable option together with them. What is marked in `available` is returned, 1 each. Tools that need one another in a
 * ring stay: together they can be taken. Pinned tools stay whatever they need.
 */
export function dropUnmeetable(needs: Needs, available: Availability, room: Room): Uint8Array {
  const blocked = new Uint8Array(needs.length)
  for (let changed = true; changed; ) {
    changed = false
    for (let at = 0; at < needs.length; at++) {
      if (available.taken[at] === 0 || room.pinned[at] === 1) continue
      if (needs[at]!.every((group) => group.some((member) => goesWith(member, at, { available, room }))))
        continue
      available.taken[at] = 0
      available.callable[at] = 0
      blocked[at] = 1
      changed = true
    }
  }
  return blocked
}

function goesWith(
  member: number,
  owner: number,
  { available, room }: { available: Availability; room: Room },
): boolean {
  if (available.callable[member] === 0) return false
  const tools = room.pinned[member] === 1 ? 1 : 2
  return tools <= room.slots && room.cheapest[owner]! + room.cheapestCallable[member]! <= room.spare
}
