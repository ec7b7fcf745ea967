import type { Json } from '../Tool.js'

/** Names of a list that are written out. */
const SHOWN = 5
const MAX_NAME = 60

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Names for a sentence: the first five, each cut to 60 characters, and how many more there are. */
export function namesText(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).map((name) => `"${cut(name, MAX_NAME)}"`)
  const more = names.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}

/** The text on one line, cut to `limit` characters. */
export function cut(text: string, limit: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}\u2026`
}
