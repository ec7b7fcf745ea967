/** Marks that stand on the character before them (Unicode general categories Mn and Me). */
const ZERO = /[\p{Mn}\p{Me}]/u

/** East Asian wide and full-width ranges (Unicode UAX 11, rounded to blocks) and characters shown as emoji. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u

function characterWidth(character: string): number {
  if (character <= '\u007E') return 1
  if (ZERO.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}

/** Columns that a text takes on a terminal, an integer from 0. The text holds no control characters. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

/** The text if it fits into `columns` (1 or more), else its beginning and an ellipsis that together do. */
export function cutToWidth(text: string, columns: number): string {
  // Twice the columns and some marks: the rest of a megabyte cannot be visible.
  const head = text.length > columns * 8 ? text.slice(0, columns * 8) : text
  if (head === text && displayWidth(text) <= columns) return text
  let width = 0
  let kept = ''
  for (const character of head) {
    width += characterWidth(character)
    if (width > columns - 1) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}
