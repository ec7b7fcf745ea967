import { terms } from '../text/terms.js'
import { sentences } from '../tool/boilerplate.js'
import type { ToolFields } from '../tool/toolFields.js'
import { FIELDS } from './Field.js'
import { type FrontWeights, frontWeight } from './FrontWeights.js'

/** The terms of one tool, counted by field. Computed once per content and kept over updates. */
export interface LexicalDocument {
  /** Occurrences of each stem, weighted, one number a field in the order of `FIELDS`. */
  counts: ReadonlyMap<string, Float32Array>
  /** Weight of all terms in each field, in the order of `FIELDS`. */
  lengths: Float32Array
}

/** Counts the terms of a tool. Without `front`, each occurrence counts 1. */
export function lexicalDocument(tool: ToolFields, front?: FrontWeights): LexicalDocument {
  const counts = new Map<string, Float32Array>()
  const lengths = new Float32Array(FIELDS.length)
  for (const [field, texts] of fieldTexts(tool, front !== undefined).entries()) {
    let place = 0
    for (const text of texts) {
      for (const [placeInText, { stem }] of terms(text).entries()) {
        const weight = front === undefined ? 1 : weightAt(place, placeInText, front)
        place += 1
        lengths[field] = lengths[field]! + weight
        const row = counts.get(stem) ?? new Float32Array(FIELDS.length)
        row[field] = row[field]! + weight
        counts.set(stem, row)
      }
    }
  }
  return { counts, lengths }
}

function weightAt(place: number, placeInSentence: number, front: FrontWeights): number {
  return frontWeight(place, front.text) * frontWeight(placeInSentence, front.sentence)
}

/** The texts of each field; cut into sentences only where their places matter. */
function fieldTexts(tool: ToolFields, bySentence: boolean): string[][] {
  const cut = (text: string) => (bySentence ? sentences(text) : [text])
  return [
    [tool.name],
    cut(tool.description),
    [tool.server, ...cut(tool.serverDescription)],
    tool.parameters.map(({ name }) => name),
    tool.parameters.flatMap(({ description }) => cut(description)),
  ]
}
