import { type Term, terms } from '../text/terms.js'
import type { ToolFields } from '../tool/toolFields.js'
import { FIELDS } from './Field.js'

/** The terms of one tool, counted by field. Computed once per content and kept over updates. */
export interface LexicalDocument {
  /** Occurrences of each stem, one number a field in the order of `FIELDS`. */
  counts: ReadonlyMap<string, Uint16Array>
  /** Terms in each field, in the order of `FIELDS`. */
  lengths: Uint32Array
}

const MAX_COUNT = 0xffff

/** Counts the terms of a tool. */
export function lexicalDocument(tool: ToolFields): LexicalDocument {
  const counts = new Map<string, Uint16Array>()
  const lengths = new Uint32Array(FIELDS.length)
  for (const [field, list] of fieldTerms(tool).entries()) {
    lengths[field] = list.length
    for (const { stem } of list) {
      const row = counts.get(stem) ?? new Uint16Array(FIELDS.length)
      row[field] = Math.min(MAX_COUNT, (row[field] ?? 0) + 1)
      counts.set(stem, row)
    }
  }
  return { counts, lengths }
}

function fieldTerms(tool: ToolFields): Term[][] {
  return [
    terms(tool.name),
    terms(tool.description),
    terms(`${tool.server} ${tool.serverDescription}`),
    tool.parameters.flatMap((parameter) => terms(parameter.name)),
    tool.parameters.flatMap((parameter) => terms(parameter.description)),
  ]
}
