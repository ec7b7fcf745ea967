import type { Json } from '../Tool.js'

/** A JSON object. */
export type JsonObject = { [key: string]: Json }

/** True for an object that is neither null nor an array. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** How a keyword holds schemas. */
interface Holder {
  /** `one`: a schema or a list of schemas. `map`: an object whose values are schemas. */
  holds: 'one' | 'map'
  /**
   * True where a schema that accepts more can only make the whole accept more. False below `not`, below `oneOf` and
   * `contains`, which count matches, and below `if`, which chooses.
   */
  positive: boolean
}

const ONE: Holder = { holds: 'one', positive: true }
const MAP: Holder = { holds: 'map', positive: true }
const OPAQUE: Holder = { holds: 'one', positive: false }

/** The keywords that hold schemas, in all drafts from 4 to 2020-12. Any other keyword holds plain values. */
const SUBSCHEMAS: ReadonlyMap<string, Holder> = new Map([
  ['properties', MAP],
  ['patternProperties', MAP],
  ['dependentSchemas', MAP],
  ['dependencies', MAP],
  ['$defs', MAP],
  ['definitions', MAP],
  ['additionalProperties', ONE],
  ['unevaluatedProperties', ONE],
  ['propertyNames', ONE],
  ['items', ONE],
  ['prefixItems', ONE],
  ['additionalItems', ONE],
  ['unevaluatedItems', ONE],
  ['allOf', ONE],
  ['anyOf', ONE],
  ['then', ONE],
  ['else', ONE],
  ['not', OPAQUE],
  ['oneOf', OPAQUE],
  ['contains', OPAQUE],
  ['if', OPAQUE],
])

/** A schema within a schema. */
export interface Subschema {
  schema: Json
  /** Keys from the schema that holds it, for example `properties`, `owner`. */
  keys: readonly string[]
  positive: boolean
}

/** The schemas that stand directly in a schema, in its order. A value that is no schema may be among them. */
export function subschemas(schema: JsonObject): Subschema[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const holder = SUBSCHEMAS.get(keyword)
    if (holder === undefined || typeof value !== 'object' || value === null) return []
    const within = holder.holds === 'map' || Array.isArray(value)
    const { positive } = holder
    if (!within) return [{ schema: value, keys: [keyword], positive }]
    return Object.entries(value).map(([key, schema]) => ({
      schema: schema as Json,
      keys: [keyword, key],
      positive,
    }))
  })
}

/** A JSON pointer (RFC 6901) one or more keys longer. */
export function pointer(base: string, ...keys: readonly string[]): string {
  return keys.reduce((path, key) => `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, base)
}
