import { showValue } from '../../text/showValue.js'
import type { Json } from '../Tool.js'
import type { Elision, ElisionKind } from './LeveledTool.js'
import { type JsonObject, pointer } from './subschemas.js'

/** Nine in ten real enumerations are shorter. A longer one is taken out, its first values named in the description. */
const ENUM_CHARACTERS = 150
/** Characters of values that the description names. */
const NAMED_CHARACTERS = 80

/** A longer regular expression, or one beside a format, is no help to a model. */
const PATTERN_CHARACTERS = 60

/** Bounds that generators write for "any integer" lie outside the range of 32 bits or of exact doubles. */
const INTEGER_BOUND = 2_147_483_647

/** Keywords whose value forbids what no model would send, or that no model can use: by keyword, when they may go. */
const NEEDLESS: ReadonlyMap<string, (value: Json, schema: JsonObject) => boolean> = new Map([
  ['additionalProperties', (value) => value === false],
  ['pattern', (value, schema) => typeof value === 'string' && needlessPattern(value, schema)],
  [
    'maximum',
    (value, schema) =>
      typeof value === 'number' && value >= INTEGER_BOUND && isPlain(schema['exclusiveMaximum']),
  ],
  [
    'minimum',
    (value, schema) =>
      typeof value === 'number' && value <= -INTEGER_BOUND && isPlain(schema['exclusiveMinimum']),
  ],
])

/** In draft-04 a boolean says how the bound beside it is meant, and may not stand without it. */
const isPlain = (exclusive: Json | undefined) => typeof exclusive !== 'boolean'

function needlessPattern(pattern: string, schema: JsonObject): boolean {
  return pattern.length > PATTERN_CHARACTERS || typeof schema['format'] === 'string'
}

/**
 * The schema without constraints that a call seldom needs, accepting all it accepted and more: the caller must know that
 * it stands where that is right. What was taken is added to `elided`. Only keywords of this schema, not of those within.
 *
 * @param pinned - keywords that a reference passes through, which stay
 */
export function loosenSchema(
  schema: JsonObject,
  { path, pinned, elided }: { path: string; pinned: ReadonlySet<string>; elided: Elision[] },
): JsonObject {
  const gone = (keyword: string, what: ElisionKind, detail: string) =>
    elided.push({ path: pointer(path, keyword), what, detail })
  const kept = Object.entries(schema).filter(([keyword, value]) => {
    if (pinned.has(keyword) || NEEDLESS.get(keyword)?.(value, schema) !== true) return true
    gone(keyword, 'constraint', showValue(value))
    return false
  })
  const loose = kept.length === Object.keys(schema).length ? schema : Object.fromEntries(kept)
  const values = schema['enum']
  if (pinned.has('enum') || !Array.isArray(values) || !isLong(values)) return loose
  gone('enum', 'enum', `${values.length} values`)
  return withoutEnum(loose, values)
}

function isLong(values: readonly Json[]): boolean {
  return JSON.stringify(values).length > ENUM_CHARACTERS
}

/** The schema with its first values named in words, and of the type that all values have where it states none. */
function withoutEnum(schema: JsonObject, values: readonly Json[]): JsonObject {
  const { enum: _, ...rest } = schema
  const types = new Set(values.map(typeOf))
  const [type] = types
  const typed = 'type' in rest || types.size !== 1 ? {} : { type: type! }
  const words = typeof rest['description'] === 'string' ? rest['description'].trim() : ''
  const description = [words, `One of ${values.length}: ${firstValues(values)}`].filter(Boolean).join(' ')
  const own = Object.fromEntries(Object.entries(rest).filter(([keyword]) => keyword !== 'description'))
  return { ...typed, ...own, description }
}

function typeOf(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value
}

/** As many of the first values as fit, one at least, with `…` where there are more. */
function firstValues(values: readonly Json[]): string {
  const named: string[] = []
  let length = 0
  for (const value of values) {
    const text = showValue(value, NAMED_CHARACTERS)
    if (named.length > 0 && length + text.length > NAMED_CHARACTERS) break
    named.push(text)
    length += text.length
  }
  return `${named.join(', ')}${named.length < values.length ? ', …' : ''}`
}
