import { canonicalJson } from '../../hash.js'
import { dialectOf } from '../dialect.js'
import type { Json } from '../Tool.js'
import type { Elision, ElisionKind } from './LeveledTool.js'
import { loosenSchema } from './loosenSchema.js'
import { type References, references } from './references.js'
import { type SharedParts, shortStatement } from './sharedParts.js'
import { shortenText } from './shortenText.js'
import { isObject, type JsonObject, pointer, type Subschema, subschemas } from './subschemas.js'

/** Three in four real descriptions of parameters are shorter. */
const DESCRIPTION_LIMIT = 120

/**
 * Keywords that say nothing of what is valid, with the values that they have in a valid schema: what makes a schema invalid
 * in one dialect must stay. A property of such a name is none of them, as it stands below `properties`.
 */
const ANNOTATIONS = new Map<string, { what: ElisionKind; fits: (value: Json) => boolean }>([
  ['title', { what: 'title', fits: (value) => typeof value === 'string' }],
  ['examples', { what: 'examples', fits: Array.isArray }],
  ['example', { what: 'examples', fits: () => true }],
  ['$comment', { what: 'comment', fits: (value) => typeof value === 'string' }],
])

const NOTHING: ReadonlySet<string> = new Set()

interface Walk {
  references: References
  shared: SharedParts
  elided: Elision[]
}

interface Place {
  /** JSON pointer into the wire definition. */
  path: string
  /** A schema that accepts more may stand here. */
  positive: boolean
  /** A parameter that many tools share. */
  shared: boolean
}

/**
 * An input schema for the compact level: without titles, examples and comments, with short descriptions, and looser where
 * that is sure to accept every argument that the full schema accepts. Every subschema stays in its place, so references
 * hold. A schema of a dialect that is not known comes back as it is. What is gone is added to `elided`.
 */
export function compactSchema(schema: JsonObject, shared: SharedParts, elided: Elision[]): JsonObject {
  const walk = { references: references(schema), shared, elided }
  return compacted(schema, { path: '/inputSchema', positive: true, shared: false }, walk) as JsonObject
}

function compacted(schema: Json, place: Place, walk: Walk): Json {
  if (!isObject(schema) || dialectOf(schema) === undefined) return schema
  const { references, elided } = walk
  let own = withoutAnnotations(schema, place, walk)
  if (place.positive && !references.counted)
    own = loosenSchema(own, { path: place.path, pinned: references.pinned, elided })
  const within = new Map<string, Json>()
  for (const inner of subschemas(own)) {
    const path = pointer(place.path, ...inner.keys)
    const small = compacted(
      inner.schema,
      {
        path,
        positive: place.positive && inner.positive,
        shared: isSharedParameter(inner, place, walk),
      },
      walk,
    )
    if (small !== inner.schema) within.set(pointer('', ...inner.keys), small)
  }
  return within.size === 0 ? own : withSubschemas(own, within)
}

function isSharedParameter({ schema, keys }: Subschema, place: Place, { shared }: Walk): boolean {
  const [keyword, name] = keys
  if (place.path !== '/inputSchema' || keyword !== 'properties' || name === undefined) return false
  const parameter = shared.parameters.get(name)
  return parameter !== undefined && parameter.json === canonicalJson(schema)
}

function withSubschemas(schema: JsonObject, within: ReadonlyMap<string, Json>): JsonObject {
  const entries = Object.entries(schema).map(([keyword, value]): [string, Json] => {
    const whole = within.get(pointer('', keyword))
    if (whole !== undefined) return [keyword, whole]
    const at = (key: string, old: Json) => within.get(pointer('', keyword, key)) ?? old
    if (Array.isArray(value)) return [keyword, value.map((item, index) => at(String(index), item))]
    if (!isObject(value)) return [keyword, value]
    return [keyword, Object.fromEntries(Object.entries(value).map(([key, old]) => [key, at(key, old)]))]
  })
  return Object.fromEntries(entries)
}

function withoutAnnotations(schema: JsonObject, place: Place, { references, elided }: Walk): JsonObject {
  const entries = Object.entries(schema).flatMap(([keyword, value]): [string, Json][] => {
    const annotation = references.pinned.has(keyword) ? undefined : ANNOTATIONS.get(keyword)
    const path = pointer(place.path, keyword)
    if (annotation?.fits(value)) {
      elided.push({ path, what: annotation.what, detail: `${JSON.stringify(value).length} characters` })
      return []
    }
    if (keyword !== 'description' || typeof value !== 'string') return [[keyword, value]]
    const short = shortDescription(value, place, references)
    if (short !== value)
      elided.push({
        path,
        what: place.shared ? 'boilerplate' : 'description',
        detail: `${short.length} of ${value.length} characters kept`,
      })
    return [[keyword, short]]
  })
  return Object.fromEntries(entries)
}

function shortDescription(text: string, { shared }: Place, { pinned }: References): string {
  if (pinned.has('description')) return text
  if (shared) return shortStatement(text)
  return shortenText(text, { limit: DESCRIPTION_LIMIT, without: NOTHING }).text
}
