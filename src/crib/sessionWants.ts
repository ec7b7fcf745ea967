import { sha256 } from '../hash.js'
import type { Wanted } from '../session/SessionStep.js'
import type { Packed } from './packTools.js'
import type { SearchOffer } from './packWithSearch.js'
import { SEARCH_ID } from './searchDefinition.js'
import type { SelectInput } from './selectTools.js'

/** A chosen tool, as a session takes it. */
export function wantedOf({ offered, leveled }: Packed, hashOf: (id: string) => string | undefined): Wanted {
  const { item, wireName, pinned } = offered
  const { id } = item.tool
  return {
    id,
    hash: hashOf(id)!,
    wireName,
    level: leveled.level,
    json: leveled.cost.json,
    usefulness: item.confidence,
    pinned,
  }
}

/** The search tool, as a session takes it. */
export function searchWanted({ definition, cost, required }: SearchOffer): Wanted {
  return {
    id: SEARCH_ID,
    hash: sha256(cost.json),
    wireName: definition.name,
    level: 'full',
    json: cost.json,
    usefulness: 1,
    pinned: required,
  }
}

/** What a tool, or the search tool, is now: its definition and the name that the model sees. Undefined where it is gone. */
export function hashIn(
  { catalog, search }: Pick<SelectInput, 'catalog' | 'search'>,
  id: string,
): string | undefined {
  if (id === SEARCH_ID) return search === undefined ? undefined : sha256(search.cost.json)
  const tool = catalog.get(id)
  return tool === undefined || tool.id !== id ? undefined : sha256(`${tool.hash} ${catalog.wireName(id)}`)
}
