import type { ContenderEntry } from '../contenders/Contender.js'
import { toolRows } from '../data/toolRows.js'

/** Words of a task that are too short to search for. */
const SHORTEST = 4

/**
 * A search by regular expression, as providers offer it over names, descriptions and arguments, without a model that writes
 * the expression: any longer word of the task matches. Tools that match more of the words come first, which a provider does
 * not promise; ties stay in catalog order.
 */
export const regexSearch: ContenderEntry = {
  name: 'regex search',
  async load() {
    let tools: { id: string; text: string }[] = []
    return {
      name: 'regex search',
      async: false,
      async index(sources) {
        tools = toolRows(sources).map(({ id, name, description, parameters, parameterDescriptions }) => ({
          id,
          text: [name, description, parameters, parameterDescriptions].join('\n').toLowerCase(),
        }))
      },
      rank(task, limit) {
        const words = new Set(
          task
            .toLowerCase()
            .match(/\p{L}+/gu)
            ?.filter(({ length }) => length >= SHORTEST),
        )
        const matched = tools.map(({ id, text }) => ({
          id,
          count: [...words].filter((word) => text.includes(word)).length,
        }))
        return matched
          .filter(({ count }) => count > 0)
          .sort((a, b) => b.count - a.count)
          .slice(0, limit)
          .map(({ id }) => id)
      },
    }
  },
}
