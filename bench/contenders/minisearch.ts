import MiniSearch from 'minisearch'
import { toolRows } from '../data/toolRows.js'
import type { ContenderEntry } from './Contender.js'
import { oneText } from './oneText.js'

/** The text fields that it indexes: those that the library ranks on. */
export const SEARCH_FIELDS = ['name', 'description', 'server', 'parameters', 'parameterDescriptions']

/** minisearch 7 (BM25+) over the same text fields with its default options: terms joined by OR, no stemming. */
export const minisearch: ContenderEntry = {
  name: 'minisearch',
  async load() {
    let index = new MiniSearch({ fields: SEARCH_FIELDS })
    return {
      name: 'minisearch',
      async: false,
      async index(sources) {
        index = new MiniSearch({ fields: SEARCH_FIELDS })
        index.addAll(toolRows(sources))
      },
      rank: (task, limit) =>
        index
          .search(oneText(task))
          .slice(0, limit)
          .map((hit) => String(hit.id)),
    }
  },
}
