import type { Outcome } from './Explanation.js'
import type { SelectedItem } from './Selection.js'

/** Tools that are named as displacing another, at most. */
const MAX_DISPLACING = 3

/** What counts as handed out in place of a tool that was left for a limit. */
const IN_PLACE: Partial<Record<Outcome, (item: HandedOut, server: string | undefined) => boolean>> = {
  'max-tools': () => true,
  'max-tokens': () => true,
  'max-share': (item, server) => item.server === server,
}

/** What is asked of a tool that was handed out. */
export type HandedOut = Pick<SelectedItem, 'id' | 'rank'> & { server?: string | undefined }

/**
 * Ids of the tools that were handed out in place of one that a limit left out, nearest ahead first; at most 3.
 *
 * @param items - by rank
 */
export function displacing(
  items: readonly HandedOut[],
  { rank, server, outcome }: { rank: number; server: string | undefined; outcome: Outcome },
): string[] {
  const ids: string[] = []
  const counts = IN_PLACE[outcome]
  for (let at = items.length - 1; at >= 0 && counts !== undefined && ids.length < MAX_DISPLACING; at--) {
    const item = items[at]!
    if (item.rank < rank && counts(item, server)) ids.push(item.id)
  }
  return ids
}
