import type { SessionEntry } from './SessionState.js'

/** Who may have to go. */
export interface VictimSearch {
  /** The turn that is being made. */
  turn: number
  hysteresis: Hysteresis
  /** What the newcomer is worth, 0 to 1; infinite for what has to come. */
  worth: number
  /** Whether the list without these entries is within the limits. */
  isEnough: (without: ReadonlySet<SessionEntry>) => boolean
}

/** How hard it is to push a tool out of a list that is full. */
export interface Hysteresis {
  /** How much more a newcomer has to be worth than what it displaces, or two near tools would take turns. From 0. */
  readonly margin: number
  /** Turns after which what nobody asked for is worth half. Above 0. */
  readonly halfLife: number
  /**
   * What an entry is worth at least, 0 to 1. Entries that have come down to it are equals, of which the last in the list
   * goes first; and a newcomer of less displaces nothing.
   */
  readonly least: number
}

/**
 * Chosen by `npm run model:session`. What a task asks for has to come in, or recall falls: what nobody asked for in this
 * turn holds its place against faint tools only.
 */
export const HYSTERESIS: Hysteresis = { margin: 0.01, halfLife: 0.25, least: 0.04 }

/** What an entry is worth now: its last usefulness, halved with every half-life in which no task asked for it. */
export function worthOf(
  { usefulness, lastWanted }: Pick<SessionEntry, 'usefulness' | 'lastWanted'>,
  turn: number,
  { halfLife, least }: Hysteresis,
): number {
  return Math.max(least, usefulness * 2 ** ((lastWanted - turn) / halfLife))
}

/**
 * The entries that make room for a newcomer: those of least worth, the last in the list among equals, so that the longest
 * beginning of the list stays; as few as it takes, and none that is pinned or not worth clearly less. Undefined where they
 * do not make enough room.
 */
export function findVictims(
  entries: readonly SessionEntry[],
  { turn, worth, hysteresis, isEnough }: VictimSearch,
): ReadonlySet<SessionEntry> | undefined {
  const byWorth = entries
    .map((entry, at) => ({ entry, at, worth: worthOf(entry, turn, hysteresis) }))
    .filter((one) => !one.entry.pinned && one.worth + hysteresis.margin <= worth)
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
