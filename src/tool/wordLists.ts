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

/**
 * Takes lists of words out of the texts that are ranked on. Who describes something comes back to its words; a text whose
 * terms are all different over more than `most` (1 or more) in a row lists words, whatever their language and however
 * the list is cut into sentences. Its sentences are left out, name and parameters' names stay.
 */
export function withoutWordLists(fields: ToolFields, most: number): UnlistedFields {
  const description = splitLists(fields.description, most)
  const serverDescription = splitLists(fields.serverDescription, most)
  const parameters = fields.parameters.map(({ description: text }) => splitLists(text, most))
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
function splitLists(text: string, most: number): Split {
  // A term has a character at least, so most texts need not be split.
  if (text.length <= most || !hasRun(stems(text), most)) return { kept: text, leftOut: [] }
  const all = sentences(text).map((sentence) => ({ sentence, stems: stems(sentence) }))
  const whole = all.filter((one) => !hasRun(one.stems, most))
  const owners = whole.flatMap((one) => one.stems.map(() => one))
  const spread = new Set(
    longRuns(
      whole.flatMap((one) => one.stems),
      most,
    ).map((place) => owners[place]!),
  )
  const kept = whole.filter((one) => !spread.has(one))
  return {
    kept: kept.map(({ sentence }) => sentence).join(' '),
    leftOut: all.filter((one) => !kept.includes(one)).map(({ sentence }) => sentence),
  }
}

const stems = (text: string) => terms(text).map(({ stem }) => stem)

const hasRun = (list: readonly string[], most: number) => longRuns(list, most).length > 0

/** Places that stand in a run of more than `most` different items, in rising order. */
export function longRuns(list: readonly string[], most: number): number[] {
  const last = new Map<string, number>()
  const places: number[] = []
  let start = 0
  let next = 0
  for (const [at, item] of list.entries()) {
    start = Math.max(start, (last.get(item) ?? -1) + 1)
    last.set(item, at)
    if (at - start < most) continue
    for (next = Math.max(next, start); next <= at; next++) places.push(next)
  }
  return places
}
