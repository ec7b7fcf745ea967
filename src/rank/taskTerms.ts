import type { WeightedTerm } from '../lexical/Bm25Index.js'
import { terms } from '../text/terms.js'
import type { WeightedText } from './taskTexts.js'

/** The distinct terms of a task; a term of several texts has the weight of the heaviest. */
export function taskTerms(texts: readonly WeightedText[]): WeightedTerm[] {
  const found = new Map<string, WeightedTerm>()
  for (const { text, weight } of texts) {
    for (const { stem, word } of terms(text)) {
      const known = found.get(stem)
      if (known === undefined) found.set(stem, { stem, word, weight })
      else if (known.weight < weight) known.weight = weight
    }
  }
  return [...found.values()]
}
