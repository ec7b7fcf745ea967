import { terms } from 'toolcrib'

/** Words that stand in any task and any description, besides the stop words of the library. */
const GENERIC = new Set(
  (
    'use used using get give show tell let need want make do does done tool tools please all any new one two first ' +
    'last now also then me my our your can could would like into from with when where what which who how many much each ' +
    'every only'
  ).split(' '),
)

/** Stems of the words that say what a text is about: of three letters or more. */
export function contentWords(text: string): Set<string> {
  return new Set(
    terms(text)
      .filter(({ word }) => word.length > 2 && !GENERIC.has(word))
      .map(({ stem }) => stem),
  )
}
