import { stem } from '../../text/stem.js'
import type { Tool } from '../../tool/Tool.js'
import { type Action, actionOf, GAP } from './actionOf.js'

/** The main words of a server's tools, most telling first. */
export interface MainWords {
  objects: string[]
  verbs: string[]
}

/** Most objects of a server. */
export const MAX_OBJECTS = 40
const MAX_VERBS = 12
/** Tools of a server that are looked at, the first by id: the largest of 59 real ones has 401, and a list may have 20,000. */
const MAX_TOOLS = 1_000
/** Two words are one object where they stand together in at least this share of the tools that the first was chosen for. */
const TOGETHER = 0.6

/**
 * Objects: again and again the one in most tools that no earlier object is in, then once more among the words that are
 * left; words with one stem are one. Verbs: those of most tools. Ties by code unit order. `without` are words of the
 * server's name, which say nothing new.
 */
export function mainWords(tools: readonly Tool[], without: readonly string[]): MainWords {
  const known = new Set(without.map((word) => stem(word.toLowerCase())))
  const actions = tools.slice(0, MAX_TOOLS).map((tool) => actionOf(tool, (word) => known.has(stem(word))))
  return { objects: mainObjects(actions.map(({ object }) => object)), verbs: mainVerbs(actions) }
}

function mainVerbs(actions: readonly Action[]): string[] {
  const counts = new Map<string, number>()
  for (const { verb } of actions) if (verb !== undefined) counts.set(verb, (counts.get(verb) ?? 0) + 1)
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MAX_VERBS)
    .map(([verb]) => verb)
}

/** A word or two in a row, by stems. */
interface Phrase {
  stems: string[]
  /** Numbers of the tools that have it. */
  tools: Set<number>
  /** How often each form occurs. */
  forms: Map<string, number>
}

function mainObjects(objects: readonly (readonly string[])[]): string[] {
  const words = phrasesOf(objects, 1)
  const pairs = phrasesOf(objects, 2)
  const open = new Set(objects.keys())
  const chosen: string[] = []
  while (chosen.length < MAX_OBJECTS && words.size > 0) {
    const key = best(words, open)
    if (key === undefined) {
      // Every tool is covered, or names nothing more: what is left is looked at anew.
      for (const { tools } of words.values()) for (const tool of tools) open.add(tool)
      continue
    }
    const word = words.get(key)!
    const pair = partnerOf(key, word, { words, pairs })
    chosen.push(formOf(pair ?? word))
    for (const part of pair?.stems ?? word.stems) words.delete(part)
    for (const tool of word.tools) open.delete(tool)
  }
  return chosen
}

/** The pair of words that stands for a word: the most frequent with it, of words that were not chosen yet. */
function partnerOf(
  key: string,
  word: Phrase,
  { words, pairs }: { words: ReadonlyMap<string, Phrase>; pairs: ReadonlyMap<string, Phrase> },
): Phrase | undefined {
  const own = [...pairs].filter(
    ([, { stems }]) => stems.includes(key) && stems.every((one) => words.has(one)),
  )
  const pair = pairs.get(best(new Map(own), word.tools) ?? '')
  return pair !== undefined && pair.tools.size >= TOGETHER * word.tools.size ? pair : undefined
}

function phrasesOf(objects: readonly (readonly string[])[], length: 1 | 2): Map<string, Phrase> {
  const phrases = new Map<string, Phrase>()
  for (const [tool, words] of objects.entries())
    for (let at = 0; at + length <= words.length; at++) {
      const parts = words.slice(at, at + length)
      const stems = parts.map(stem)
      if (parts.includes(GAP) || new Set(stems).size < length) continue
      const key = stems.join(' ')
      const phrase = phrases.get(key) ?? { stems, tools: new Set(), forms: new Map() }
      const form = parts.join(' ')
      phrase.tools.add(tool)
      phrase.forms.set(form, (phrase.forms.get(form) ?? 0) + 1)
      phrases.set(key, phrase)
    }
  return phrases
}

/** The phrase in most of these tools, then in most of all, then first by code units; undefined where none is in any. */
function best(phrases: ReadonlyMap<string, Phrase>, open: ReadonlySet<number>): string | undefined {
  let found: { key: string; fresh: number; all: number } | undefined
  for (const [key, { tools }] of phrases) {
    const fresh = [...tools].filter((tool) => open.has(tool)).length
    const one = { key, fresh, all: tools.size }
    if (fresh > 0 && (found === undefined || isBetter(one, found))) found = one
  }
  return found?.key
}

interface Standing {
  key: string
  fresh: number
  all: number
}

function isBetter(one: Standing, other: Standing): boolean {
  if (one.fresh !== other.fresh) return one.fresh > other.fresh
  return one.all === other.all ? one.key < other.key : one.all > other.all
}

/** The form that occurs most, then the first by code units. */
function formOf({ forms }: Phrase): string {
  return [...forms].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]![0]
}
