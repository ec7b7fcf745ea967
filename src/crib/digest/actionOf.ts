import { splitWords } from '../../text/splitWords.js'
import { STOP_WORDS } from '../../text/stopWords.js'
import type { Tool } from '../../tool/Tool.js'
import { verbOf } from './digestVerbs.js'
import { plainWords } from './plainWords.js'

/** What a tool does to what. */
export interface Action {
  /** Absent where neither name nor description begins with a verb that is known. */
  verb?: string
  /** Words that name the object, in order, with {@link GAP} where another word stood. */
  object: string[]
}

/** Stands for a word that names no object: words on both sides of it are no phrase. */
export const GAP = ''

/** Words of names and descriptions that name no object. */
const NOISE = new Set(
  'api apis tool tools mcp server id ids uuid url use used using given specific single new all'.split(' '),
)
/** What follows these in a name says how or where, not what. */
const PREPOSITIONS = new Set('as at by for from in into of on to using via with without'.split(' '))
/** Verbs that are never an object, wherever they stand in a name. */
const NO_OBJECTS = new Set(
  'add create delete do fetch get list post put remove retrieve set show update'.split(' '),
)
/** A description's verb is one of its first words. */
const VERB_WITHIN = 4
/** Words behind its verb that a description gives for an object, where the name gives none. */
const FROM_DESCRIPTION = 2
/** UTF-16 code units of a text that are read: its beginning is all that counts. */
const READ = 400

/**
 * Reads a tool's action from its name, and from the beginning of its description what the name leaves open. `isKnown` tells
 * words that say nothing new, such as those of the server's name.
 */
export function actionOf({ name, definition }: Tool, isKnown: (word: string) => boolean): Action {
  const named = wordsOf(name.slice(0, READ))
  const at = named.findIndex((word) => verbOf(word) !== undefined)
  const described = wordsOf(firstSentence(definition.description))
  const start = described.slice(0, VERB_WITHIN).findIndex((word) => verbOf(word) !== undefined)
  const verb = verbOf(named[at] ?? described[start] ?? '')
  const own = withGaps(upToPreposition(named, at), isKnown)
  const object = own.some((word) => word !== GAP) ? own : behindVerb(described, start, isKnown)
  return { ...(verb === undefined ? {} : { verb }), object }
}

function wordsOf(text: string): string[] {
  return splitWords(text).flatMap(plainWords)
}

function firstSentence(text: unknown): string {
  if (typeof text !== 'string') return ''
  return text
    .slice(0, READ)
    .trim()
    .split(/[.!?:;]\s|\n/, 1)[0]!
}

/** The words with a gap for the verb, up to the first preposition that something stands before. */
function upToPreposition(words: readonly string[], verbAt: number): string[] {
  const others = words.map((word, index) => (index === verbAt ? GAP : word))
  const end = others.findIndex(
    (word, index) => PREPOSITIONS.has(word) && others.slice(0, index).some((before) => before !== GAP),
  )
  return end === -1 ? others : others.slice(0, end)
}

/** What a description says it does something to: the words behind its verb, articles and the like left out. */
function behindVerb(words: readonly string[], verbAt: number, isKnown: (word: string) => boolean): string[] {
  if (verbAt === -1) return []
  const rest = words.slice(verbAt + 1)
  const from = rest.findIndex((word) => isObjectWord(word))
  if (from === -1) return []
  return withGaps(rest.slice(from, from + FROM_DESCRIPTION), isKnown)
}

function withGaps(words: readonly string[], isKnown: (word: string) => boolean): string[] {
  return words.map((word) => (isObjectWord(word) && !isKnown(word) ? word : GAP))
}

function isObjectWord(word: string): boolean {
  const says = !NOISE.has(word) && !STOP_WORDS.has(word) && !PREPOSITIONS.has(word) && !NO_OBJECTS.has(word)
  return says && word.length > 1 && !/^v?\d+$/.test(word)
}
