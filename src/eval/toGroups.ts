import type { QueryRow } from './QueryRow.js'

/** What a labelled task wants. */
export type Gold = Pick<QueryRow, 'gold' | 'anyOf' | 'alternatives'>

/**
 * What a ranking must find for a query: each group holds tool ids, any of which satisfies it.
 * A gold id and its alternatives are one group; with `anyOf` all gold ids and all alternatives are one; a gold id that is
 * given twice counts once. Empty for a query without gold.
 */
export function toGroups(query: Gold): (readonly string[])[] {
  const groups = [...new Set(query.gold)].map((id) => [id, ...alternativesOf(query, id)])
  return query.anyOf === true && groups.length > 0 ? [groups.flat()] : groups
}

function alternativesOf({ alternatives }: Gold, id: string): readonly string[] {
  return alternatives !== undefined && Object.hasOwn(alternatives, id) ? alternatives[id]! : []
}
