import { type QueryRow, toGroups } from 'toolcrib/eval'

/**
 * Share of a task's gold groups that `ids` holds, 0 to 1: a gold tool counts when it or one of its alternatives is
 * there; with `anyOf` one gold is enough. Undefined for a task without gold.
 */
export function keptShare(query: QueryRow, ids: ReadonlySet<string>): number | undefined {
  const groups = toGroups(query)
  if (groups.length === 0) return undefined
  return groups.filter((group) => group.some((id) => ids.has(id))).length / groups.length
}
