import { terms } from '../text/terms.js'

/** Where one wish may end and the next begin: sentence ends, lines, commas, and words that join wishes. */
const BOUNDARY =
  /(?<=[.!?;]) |\n|, (?:and|then|also|but) | (?:and then|then|and also|as well as|additionally|finally|after that) |, | and /i

/** A part with fewer terms ("please", "for me") is no wish of its own. */
const MIN_TERMS = 2

/** Wishes that are looked at; of a longer text the first and the last, where wishes stand. */
const MAX_INTENTS = 24

/**
 * The parts of a task that may each be a wish of its own, in order: its clauses that say something. Fewer than two of
 * them mean that the task is one wish, and then none is given. Whether a part really asks for a tool is decided by how
 * well any tool fits it (`coverIntents`), not here.
 */
export function splitIntents(task: string): string[] {
  // One space at most between words keeps the boundary's pattern linear in the length of the text.
  const text = task.replace(/[^\S\n]+/g, ' ').replace(/ ?\n[ \n]*/g, '\n')
  const parts = text.split(BOUNDARY).filter((part) => terms(part).length >= MIN_TERMS)
  if (parts.length < 2) return []
  if (parts.length <= MAX_INTENTS) return parts
  return [...parts.slice(0, MAX_INTENTS / 2), ...parts.slice(-MAX_INTENTS / 2)]
}
