import type { WeightedTerm } from '../lexical/Bm25Index.js'
import { terms } from '../text/terms.js'
import type { WeightedText } from './taskTexts.js'
import { taskWeight } from './taskWeight.js'

/**
 * The distinct terms of a task, each with the weight of its text times `taskWeight`; of several texts that have it, the
 * heaviest counts.
 */
export function taskTerms(texts: readonly WeightedText[]): WeightedTerm[] {
  const found = new Map<string, WeightedTerm>()
  for (const { text, weight } of texts) {
    for (const { stem, word } of terms(text)) {
      const known = found.get(stem)
      const own = weight * taskWeight(stem)
      if (known === undefined) found.set(stem, { stem, word, weight: own })
      else if (known.weight < own) known.weight = own
    }
  }
  return [...found.values()]
}
