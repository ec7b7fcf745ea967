import { terms } from 'toolcrib'
import { toolRows } from '../data/toolRows.js'
import type { ContenderEntry } from './Contender.js'
import { oneText } from './oneText.js'
import { SEARCH_RESULTS, searchedText } from './searchedText.js'

/** Longest pattern that Anthropic's regex search takes, in characters. */
const MOST_CHARACTERS = 200

/**
 * Search by regular expression as Anthropic offers it. There a model writes the pattern; here it is made by a fixed rule
 * (`patternWords`), joined by `|`, and tools come by how many of its words they hold, ties in catalog order. A model may
 * well write a better one: this says what the words of the task are worth without one.
 */
export const regexSearch: ContenderEntry = {
  name: 'regex search',
  async load() {
    let tools: { id: string; text: string }[] = []
    const rank = (text: string, limit: number) => {
      const patterns = patternWords(text).map((word) => new RegExp(word, 'iu'))
      const hits = tools.map(({ id, text }) => ({
        id,
        hits: patterns.filter((one) => one.test(text)).length,
      }))
      const found = hits.filter((one) => one.hits > 0).sort((a, b) => b.hits - a.hits)
      return found.slice(0, limit).map(({ id }) => id)
    }
    return {
      name: 'regex search',
      async: false,
      async index(sources) {
        tools = toolRows(sources).map((row) => ({ id: row.id, text: searchedText(row) }))
      },
      rank: (task, limit) => rank(oneText(task), limit),
      select: async (task) => ({ ids: rank(oneText(task), SEARCH_RESULTS) }),
    }
  },
}

/**
 * The alternatives of a task's pattern: its distinct words of three letters or more without stop words, in order, as many as
 * fit into 200 characters with a `|` between them. Words hold letters and digits only, so none needs escaping.
 */
export function patternWords(text: string): string[] {
  const words = new Set(terms(text).flatMap(({ word }) => (word.length > 2 ? [word.toLowerCase()] : [])))
  const fitting: string[] = []
  let characters = -1
  for (const word of words) {
    if (characters + 1 + word.length > MOST_CHARACTERS) break
    fitting.push(word)
    characters += 1 + word.length
  }
  return fitting
}
