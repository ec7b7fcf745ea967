import type { WeightedTerm } from '../lexical/Bm25Index.js'
import { toolFields } from '../tool/toolFields.js'
import type { RankableCatalog } from './RankableCatalog.js'
import { taskTerms } from './taskTerms.js'

/** Most words of a list. */
const MAX_WORDS = 6

/** Longer runs of letters are no words that a reader could act on. */
const MAX_WORD_LENGTH = 40

/** The words that two tools share, and those that only one of them has; heaviest first, at most 6 each. */
export interface PairWords {
  shared: string[]
  separating: [string[], string[]]
}

/**
 * Compares the words of tools: of their names, descriptions and parameter names, by what each adds to the tool's own
 * lexical score. Remembers the words of a tool, because it may be in many pairs.
 */
export function createPairWords(catalog: RankableCatalog): (first: number, second: number) => PairWords {
  const known = new Map<number, WeightedTerm[]>()
  const termsOf = (position: number) => {
    const found = known.get(position) ?? heaviestFirst(catalog, position)
    known.set(position, found)
    return found
  }
  return (first, second) => {
    const [one, two] = [termsOf(first), termsOf(second)]
    const [inOne, inTwo] = [stems(one), stems(two)]
    return {
      shared: words(one.filter(({ stem }) => inTwo.has(stem))),
      separating: [
        words(one.filter(({ stem }) => !inTwo.has(stem))),
        words(two.filter(({ stem }) => !inOne.has(stem))),
      ],
    }
  }
}

function heaviestFirst({ tools, lexical }: RankableCatalog, position: number): WeightedTerm[] {
  const { name, description, parameters } = toolFields(tools[position]!)
  const text = [name, description, ...parameters.map((parameter) => parameter.name)].join('\n')
  return taskTerms([{ text, weight: 1 }])
    .map((term) => ({ ...term, weight: lexical.matches([term], position)[0]?.score ?? 0 }))
    .sort((a, b) => b.weight - a.weight)
}

function stems(terms: readonly WeightedTerm[]): Set<string> {
  return new Set(terms.map(({ stem }) => stem))
}

function words(terms: readonly WeightedTerm[]): string[] {
  return terms
    .map(({ word }) => word)
    .filter((word) => word.length <= MAX_WORD_LENGTH)
    .slice(0, MAX_WORDS)
}
