import { FIELDS } from '../lexical/Field.js'
import { terms } from '../text/terms.js'
import type { IndexedCatalog } from './CatalogIndexer.js'
import type { Discounted } from './Discounted.js'
import type { PreparedTool } from './prepareTool.js'

/** A description of which less counts is crowded. */
const MIN_COUNTED = 0.5

const DESCRIPTION = FIELDS.indexOf('description')

/** Lists what the defences discount in a catalog; nothing where they are off. */
export function findDiscounted({ catalog, prepared, rankable }: IndexedCatalog): Discounted {
  const ids = catalog.tools.map(({ id }) => id)
  const groups = rankable.copies?.groups ?? []
  return {
    toolChoice: ids.flatMap((id, position) => {
      const sentences = prepared[position]!.leftOut
      return sentences.length === 0 ? [] : [{ id, sentences }]
    }),
    wordLists: ids.flatMap((id, position) => {
      const { lists } = prepared[position]!
      return lists.length === 0 ? [] : [{ id, terms: terms(lists.join(' ')).length }]
    }),
    nearCopies: groups
      .flatMap(({ positions: [original, ...copies] }) =>
        copies.map((position) => ({ id: ids[position]!, copyOf: ids[original!]! })),
      )
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    crowded: ids.flatMap((id, position) => {
      const counted = countedShare(prepared[position]!)
      return counted < MIN_COUNTED ? [{ id, counted }] : []
    }),
  }
}

/** Weight of the description's terms as a share of their number, those of lists among them; 1 without any. */
function countedShare({ fields, lists, document }: PreparedTool): number {
  const count = terms([fields.description, ...lists].join(' ')).length
  return count === 0 ? 1 : document.lengths[DESCRIPTION]! / count
}
