import type { QueryRow } from 'toolcrib/eval'

/**
 * Share of a task's gold groups that `ids` holds, 0 to 1: a gold tool counts when it or one of its alternatives is
 * there; with `anyOf` one gold is enough. Undefined for a task without gold.
 */
export function keptShare(query: QueryRow, ids: ReadonlySet<string>): number | undefined {
  if (query.gold.length === 0) return undefined
  const found = query.gold.filter((gold) => {
    const alternatives = query.alternatives !== undefined && Object.hasOwn(query.alternatives, gold)
    return ids.has(gold) || (alternatives && query.alternatives?.[gold]?.some((id) => ids.has(id)))
  }).length
  if (query.anyOf === true) return found > 0 ? 1 : 0
  return found / query.gold.length
}
