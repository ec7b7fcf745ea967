import { TASK_WORDS } from './taskWords.js'

const WEIGHTS = new Map<string, number>()
const entries = TASK_WORDS.split(' ')
for (let at = 0; at + 1 < entries.length; at += 2) WEIGHTS.set(entries[at]!, Number(entries[at + 1]) / 100)

/**
 * How much a stem of a task says about what the user wants, above 0 to 1: sqrt(ln(1/p) / ln(1000)) for a stem that stands
 * in a share p of all tasks, 1 for those in fewer than one of a thousand. "Need", "help" and "find" stand in tasks of every
 * kind, however rare they are in a catalog, whose idf therefore overrates them.
 */
export function taskWeight(stem: string): number {
  return WEIGHTS.get(stem) ?? 1
}
