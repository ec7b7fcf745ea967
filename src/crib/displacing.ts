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

/** Ids of the tools that were handed out in place of one that a limit left out, nearest ahead first; at most 3. */
export function displacing(
  items: readonly HandedOut[],
  { rank, server, outcome }: { rank: number; server: string | undefined; outcome: Outcome },
): string[] {
  return items
    .filter((item) => item.rank < rank && IN_PLACE[outcome]?.(item, server) === true)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, MAX_DISPLACING)
    .map(({ id }) => id)
}
