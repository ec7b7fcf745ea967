import type { Json } from '../Tool.js'
import { unescaped } from './references.js'
import type { JsonObject } from './subschemas.js'

/**
 * What a reference within a schema points to: `#` or `#/...`, read from the root. Undefined for any other (an anchor, another
 * document) and where nothing stands.
 */
export function resolveReference(root: JsonObject, reference: string): Json | undefined {
  if (reference === '#') return root
  if (!reference.startsWith('#/')) return undefined
  let value: Json | undefined = root
  for (const step of reference.slice(2).split('/')) {
    const key = unescaped(step)
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as JsonObject)[key]
  }
  return value
}
