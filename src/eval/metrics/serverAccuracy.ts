import type { RankedQuery } from '../QueryRow.js'
import { toGroups } from '../toGroups.js'

/**
 * Server routing accuracy: whether the first tool lies on a server of a gold tool or of an alternative. A tool without a
 * server matches gold without a server only. 0 when nothing was ranked.
 *
 * @param serverOf - key of a tool's server, undefined for a tool without one
 * @returns 0 or 1
 */
export function serverAccuracy(
  { query, ranked }: RankedQuery,
  serverOf: (id: string) => string | undefined,
): number {
  const first = ranked[0]
  if (first === undefined) return 0
  const server = serverOf(first)
  return toGroups(query).some((group) => group.some((id) => serverOf(id) === server)) ? 1 : 0
}
