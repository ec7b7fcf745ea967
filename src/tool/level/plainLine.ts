/** Line and paragraph ends, control characters, and invisible ones that reorder or hide text. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/** A text as one line: runs of space become one, control and invisible formatting characters are gone. */
export function plainLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(UNPRINTABLE, '')
    .trim()
}

/** JSON on one line that shows control and invisible characters as `\u....`. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value).replace(UNPRINTABLE, escaped)
}

function escaped(text: string): string {
  return Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('')
}
