import { HIDDEN, showHidden } from '../text/showHidden.js'

/** Shows hidden characters as `\u{202E}`; the rest of the text stays as it is. For names, ids and messages. */
export const escapeText = showHidden

/** The same for prose on one line: runs of line breaks, tabs and spaces become one space first. */
export function escapeProse(text: string): string {
  return escapeText(text.replace(/\s+/g, ' ').trim())
}

/**
 * JSON text in which hidden characters are written as escapes: the same document to a parser, harmless to a terminal.
 * Indented by two spaces, with a line end.
 */
export function jsonText(value: unknown): string {
  return escapedJson(value, 2)
}

/** The same on one line: a row of JSON Lines. */
export function jsonLine(value: unknown): string {
  return escapedJson(value, 0)
}

function escapedJson(value: unknown, indent: number): string {
  const text = JSON.stringify(value, null, indent)
  return `${text.replace(/[^\n\x20-\x7E]/gu, (character) => (character.search(HIDDEN) === -1 ? character : unicodeEscapes(character)))}\n`
}

function unicodeEscapes(character: string): string {
  return Array.from(
    character.split(''),
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  ).join('')
}
