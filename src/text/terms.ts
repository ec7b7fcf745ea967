import { splitWords } from './splitWords.js'
import { stem } from './stem.js'
import { STOP_WORDS } from './stopWords.js'

/** A lexical unit: the stem that is matched, and the word it came from. */
export interface Term {
  stem: string
  word: string
}

/** The terms of a text in order, repetitions kept: words without stop words, stemmed. */
export function terms(text: string): Term[] {
  const result: Term[] = []
  for (const word of splitWords(text)) if (!STOP_WORDS.has(word)) result.push({ stem: stem(word), word })
  return result
}
