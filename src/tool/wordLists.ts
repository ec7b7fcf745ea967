import { terms } from '../text/terms.js'
import { sentences } from './boilerplate.js'
import type { ToolFields } from './toolFields.js'

/** The ranked texts of a tool without lists of words, and what was taken out of its description. */
export interface UnlistedFields {
  /** The very ones that were given where they hold no list, as those of nearly all tools. */
  fields: ToolFields
  /** Sentences of the description that were left out, in their order. */
  leftOut: string[]
}

/** Share of different terms in a stretch from which it is a list: descriptions of 80 terms repeat more than one in ten. */
const DIFFERENT = 0.9

/**
 * Takes lists of words out of the texts that are ranked on. Who describes something comes back to its words; where of
 * `length` terms in a row (1 or more) nine tenths differ, the text lists words, whatever their language and however the
 * list is cut into sentences. Its sentences are left out; name and parameters' names stay.
 */
export function withoutWordLists(fields: ToolFields, length: number): UnlistedFields {
  const description = splitLists(fields.description, length)
  const serverDescription = splitLists(fields.serverDescription, length)
  const parameters = fields.parameters.map(({ description: text }) => splitLists(text, length))
  const all = [description, serverDescription, ...parameters]
  if (all.every(({ leftOut }) => leftOut.length === 0)) return { fields, leftOut: [] }
  return {
    fields: {
      ...fields,
      description: description.kept,
      serverDescription: serverDescription.kept,
      parameters: fields.parameters.map(({ name }, at) => ({ name, description: parameters[at]!.kept })),
    },
    leftOut: description.leftOut,
  }
}

interface Split {
  /** The text, as it stands where nothing is left out. */
  kept: string
  leftOut: string[]
}

/**
 * A sentence that holds a list alone is judged first: what stands before "Supported currencies: ..." is no part of the
 * list, though none of its words come back. Then the others together, among which a list may be spread.
 */
function splitLists(text: string, length: number): Split {
  // A term has a character at least, so most texts need not be split.
  if (text.length < length || !hasList(stems(text), length)) return { kept: text, leftOut: [] }
  const all = sentences(text).map((sentence) => ({ sentence, stems: stems(sentence) }))
  const whole = all.filter((one) => !hasList(one.stems, length))
  const owners = whole.flatMap((one) => one.stems.map(() => one))
  const spread = new Set(
    listPlaces(
      whole.flatMap((one) => one.stems),
      length,
    ).map((place) => owners[place]!),
  )
  const kept = whole.filter((one) => !spread.has(one))
  return {
    kept: kept.map(({ sentence }) => sentence).join(' '),
    leftOut: all.filter((one) => !kept.includes(one)).map(({ sentence }) => sentence),
  }
}

const stems = (text: string) => terms(text).map(({ stem }) => stem)

const hasList = (list: readonly string[], length: number) => listPlaces(list, length).length > 0

/** Places that stand in a stretch of `length` items of which nine tenths differ, in rising order. */
export function listPlaces(items: readonly string[], length: number): number[] {
  const counts = new Map<string, number>()
  const places: number[] = []
  let next = 0
  for (const [at, item] of items.entries()) {
    counts.set(item, (counts.get(item) ?? 0) + 1)
    if (at >= length) drop(counts, items[at - length]!)
    if (at < length - 1 || counts.size < DIFFERENT * length) continue
    for (next = Math.max(next, at - length + 1); next <= at; next++) places.push(next)
  }
  return places
}

function drop(counts: Map<string, number>, item: string): void {
  const left = counts.get(item)! - 1
  if (left === 0) counts.delete(item)
  else counts.set(item, left)
}
