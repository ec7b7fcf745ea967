import { charClass, LETTER, PUNCTUATION, SPACE } from './charClass.js'

/** Longest run, in UTF-16 units, that is given to the tokenizer in one piece. */
export const MAX_RUN = 512

/**
 * Cuts a text so that no piece holds a run of letters, of punctuation or of white space longer than
 * {@link MAX_RUN} UTF-16 units. Joined, the pieces are the text; no cut falls inside a surrogate pair.
 * A tokenizer would keep such a run in one chunk, and merging a chunk costs more than linear time, so a hostile
 * run would stall it. A text without such a run comes back whole. Linear time.
 */
export function cutLongRuns(text: string): string[] {
  if (text.length <= MAX_RUN) return [text]
  const pieces: string[] = []
  let from = 0
  let letters = 0
  let punctuation = 0
  let spaces = 0
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at)
    const codePoint = code < 0xd800 || code > 0xdbff ? code : text.codePointAt(at)!
    const units = codePoint > 0xffff ? 2 : 1
    const bits = charClass(codePoint)
    letters = bits & LETTER ? letters + units : 0
    punctuation = bits & PUNCTUATION ? punctuation + units : 0
    spaces = bits & SPACE ? spaces + units : 0
    if (letters > MAX_RUN || punctuation > MAX_RUN || spaces > MAX_RUN) {
      pieces.push(text.slice(from, at))
      from = at
      letters = bits & LETTER ? units : 0
      punctuation = bits & PUNCTUATION ? units : 0
      spaces = bits & SPACE ? units : 0
    }
    at += units
  }
  pieces.push(text.slice(from))
  return pieces
}
