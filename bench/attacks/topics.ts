import { splitWords, terms } from 'toolcrib'
import type { ToolRow } from '../data/toolRows.js'

/** What an attacker reads from an honest tool. */
export interface Topic {
  row: ToolRow
  /** What it does, as it would stand behind "I need to": the beginning of its description. */
  wish: string
  /** The words of its name and description, one of each stem, in their order. */
  words: [string, ...string[]]
}

/** Longest wish, in words. */
const MAX_WISH = 14

/** Reads every honest tool. */
export function topics(honest: readonly ToolRow[]): Topic[] {
  return honest.map((row) => ({ row, wish: wish(row), words: distinctWords(row) }))
}

function wish({ name, description }: ToolRow): string {
  const [first = ''] = description.split(/(?<=[.!?])\s|\n|[.!?]$/)
  const text = first
    .replace(/[.!?:]+$/, '')
    .split(/\s+/)
    .slice(0, MAX_WISH)
    .join(' ')
  return text === '' ? splitWords(name).join(' ') : text.charAt(0).toLowerCase() + text.slice(1)
}

function distinctWords({ name, description }: ToolRow): [string, ...string[]] {
  const byStem = new Map<string, string>()
  for (const { stem, word } of [...terms(name), ...terms(description)])
    if (word.length > 2 && !byStem.has(stem)) byStem.set(stem, word)
  const [first = name, ...rest] = byStem.values()
  return [first, ...rest]
}
