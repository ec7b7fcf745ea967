import { toolRows } from '../data/toolRows.js'
import type { ContenderEntry } from './Contender.js'
import { oneText } from './oneText.js'
import { SEARCH_RESULTS, searchedText } from './searchedText.js'
import { topIds } from './topIds.js'

/** Longest query that Anthropic's BM25 search takes, in characters. */
const MOST_CHARACTERS = 500

/** Okapi's saturation and length normalisation with their usual values. */
const K1 = 1.5
const B = 0.75

/** How often each word stands in a text. */
type Counts = ReadonlyMap<string, number>

/**
 * BM25 search as Anthropic offers it: the task's first 500 characters against name, description and arguments as one text.
 * Okapi BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) over words as they stand, without
 * stemming; how the provider splits words is not published.
 */
export const bm25Search: ContenderEntry = {
  name: 'BM25 search',
  async load() {
    let ids: string[] = []
    let score = okapi([])
    const rank = (text: string, limit: number) => {
      const scores = score(wordsOf(text.slice(0, MOST_CHARACTERS)))
      return topIds(ids, scores, Math.min(limit, scores.filter((value) => value > 0).length))
    }
    return {
      name: 'BM25 search',
      async: false,
      async index(sources) {
        const rows = toolRows(sources)
        ids = rows.map((row) => row.id)
        score = okapi(rows.map((row) => counted(wordsOf(searchedText(row)))))
      },
      rank: (task, limit) => rank(oneText(task), limit),
      select: async (task) => ({ ids: rank(oneText(task), SEARCH_RESULTS) }),
    }
  },
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

function counted(words: readonly string[]): Counts {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function okapi(documents: readonly Counts[]): (query: readonly string[]) => Float32Array {
  const lengths = documents.map((counts) => [...counts.values()].reduce((sum, count) => sum + count, 0))
  const mean = lengths.reduce((sum, length) => sum + length, 0) / documents.length
  const holding = counted(documents.flatMap((counts) => [...counts.keys()]))
  const rarity = (word: string) => {
    const having = holding.get(word) ?? 0
    return Math.log(1 + (documents.length - having + 0.5) / (having + 0.5))
  }
  return (query) =>
    Float32Array.from(documents, (counts, at) =>
      query.reduce((sum, word) => {
        const count = counts.get(word) ?? 0
        const damped = count + K1 * (1 - B + (B * lengths[at]!) / mean)
        // Okapi's factor K1 + 1 is left out: it is the same for all.
        return sum + (rarity(word) * count) / damped
      }, 0),
    )
}
