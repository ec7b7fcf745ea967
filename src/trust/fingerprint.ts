import { canonicalJson, contentHash } from '../hash.js'
import { isObject, subschemas } from '../tool/level/subschemas.js'
import type { Json, ToolDefinition } from '../tool/Tool.js'
import { readDefinition } from './readDefinition.js'

/**
 * Keywords of JSON Schema whose list is a set (draft 2020-12, validation 6.1 and 6.5.3). Servers that keep such sets in a
 * hash table write them in another order after each start.
 */
const SETS = ['type', 'required', 'enum'] as const

/**
 * The fingerprint of a definition exactly as the server sent it, every field included: SHA-256 (64 hexadecimal digits)
 * over its canonical JSON (RFC 8785). The order of members does not matter, nor that of lists that are sets in a schema.
 * Throws `tool-invalid` for what is no definition.
 */
export function fingerprint(definition: unknown): string {
  return fingerprintOf(readDefinition(definition).json)
}

/** The same for the text of a definition that was read. */
export function fingerprintOf(json: string): string {
  return contentHash(normalDefinition(json))
}

/** A definition with every set of its schemas in one order; two definitions are alike when these are. */
export function normalDefinition(json: string): ToolDefinition {
  const copy = JSON.parse(json) as ToolDefinition
  sortSets(copy.inputSchema)
  sortSets(copy['outputSchema'] as Json | undefined)
  return copy
}

/** In place. */
function sortSets(schema: Json | undefined): void {
  if (!isObject(schema)) return
  for (const keyword of SETS) {
    const set = Object.hasOwn(schema, keyword) ? schema[keyword] : undefined
    if (Array.isArray(set)) sortValues(set)
  }
  for (const { schema: inner } of subschemas(schema)) sortSets(inner)
}

function sortValues(values: Json[]): void {
  const keyed = values.map((value) => ({ value, key: canonicalJson(value) }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  for (const [at, { value }] of keyed.entries()) values[at] = value
}
