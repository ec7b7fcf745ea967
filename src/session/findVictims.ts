import type { SessionEntry } from './SessionState.js'

/** Who may have to go. */
export interface VictimSearch {
  /** The turn that is being made. */
  turn: number
  /** What the newcomer is worth, 0 to 1; infinite for what has to come. */
  worth: number
  /** Whether the list without these entries is within the limits. */
  isEnough: (without: ReadonlySet<SessionEntry>) => boolean
}

/** A newcomer has to be worth so much more than what it displaces, or two near tools would take turns. */
export const MARGIN = 0.1

/** Turns after which what nobody asked for is worth half. */
export const HALF_LIFE = 4

/** What an entry is worth now: its last usefulness, halved every {@link HALF_LIFE} turns in which no task asked for it. */
export function worthOf({ usefulness, lastWanted }: SessionEntry, turn: number): number {
  return usefulness * 2 ** (-(turn - lastWanted) / HALF_LIFE)
}

/**
 * The entries that make room for a newcomer: those of least worth, the last in the list among equals, so that the longest
 * beginning of the list stays; as few as it takes, and none that is pinned or not worth clearly less. Undefined where they
 * do not make enough room.
 */
export function findVictims(
  entries: readonly SessionEntry[],
  { turn, worth, isEnough }: VictimSearch,
): ReadonlySet<SessionEntry> | undefined {
  const byWorth = entries
    .map((entry, at) => ({ entry, at, worth: worthOf(entry, turn) }))
    .filter((one) => !one.entry.pinned && one.worth + MARGIN <= worth)
    .sort((a, b) => a.worth - b.worth || b.at - a.at)
  const victims = new Set<SessionEntry>()
  for (const { entry } of byWorth) {
    victims.add(entry)
    if (isEnough(victims)) return fewest(victims, isEnough)
  }
  return undefined
}

/** Without those that need not go after all, the most worthy first. */
function fewest(victims: Set<SessionEntry>, isEnough: VictimSearch['isEnough']): ReadonlySet<SessionEntry> {
  for (const entry of [...victims].reverse()) {
    victims.delete(entry)
    if (!isEnough(victims)) victims.add(entry)
  }
  return victims
}
