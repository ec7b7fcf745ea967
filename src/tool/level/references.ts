import type { Json } from '../Tool.js'
import { isObject, type JsonObject, subschemas } from './subschemas.js'

const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'] as const

/** What references of a schema forbid. */
export interface References {
  /** Keys on the way of any JSON pointer that a reference holds: none of them may leave the schema. */
  pinned: ReadonlySet<string>
  /** A reference stands where matches are negated or counted: what it points to must not accept more than before. */
  counted: boolean
}

/** Reads all references of a schema. Those within plain values count too, as anything can be pointed to. */
export function references(schema: JsonObject): References {
  const pinned = new Set<string>()
  const visit = (value: Json) => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, member] of Object.entries(value)) {
      if (typeof member === 'string' && isReference(key)) for (const step of steps(member)) pinned.add(step)
      else visit(member)
    }
  }
  visit(schema)
  return { pinned, counted: holdsCounted(schema) }
}

/** Whether a reference stands below `not`, `oneOf`, `contains` or `if`. */
function holdsCounted(schema: JsonObject): boolean {
  return subschemas(schema).some(
    ({ schema: inner, positive }) =>
      isObject(inner) && (positive ? holdsCounted(inner) : holdsReference(inner)),
  )
}

function holdsReference(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(
    ([key, member]) => (typeof member === 'string' && isReference(key)) || holdsReference(member),
  )
}

function isReference(key: string): boolean {
  return (REFERENCES as readonly string[]).includes(key)
}

/** Keys of the JSON pointer in the fragment of a reference; none for an anchor. */
function steps(reference: string): string[] {
  const [, fragment = ''] = reference.split('#', 2)
  return fragment.startsWith('/') ? fragment.slice(1).split('/').map(unescaped) : []
}

/** A step as a key: percent signs first, then `~1` and `~0` of RFC 6901. */
export function unescaped(step: string): string {
  let key = step
  try {
    key = decodeURIComponent(step)
  } catch {
    // A stray percent sign stands for itself.
  }
  return key.replaceAll('~1', '/').replaceAll('~0', '~')
}
