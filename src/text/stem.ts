import { stemmer } from 'stemmer'

/** Enough for the words of any catalog. Together with the length of a word it bounds what hostile input can fill up. */
const MAX_REMEMBERED = 200_000

const STEMMABLE = /^[a-z]{3,40}$/

const remembered = new Map<string, string>()

/**
 * The Porter stem of a lower-case English word (M. F. Porter, An algorithm for suffix stripping, 1980).
 * Words with letters outside a to z, and words of more than 40 letters, are returned as they are.
 */
export function stem(word: string): string {
  const known = remembered.get(word)
  if (known !== undefined) return known
  if (!STEMMABLE.test(word)) return word
  const result = stemmer(word)
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  remembered.set(word, result)
  return result
}
