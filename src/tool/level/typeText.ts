import type { Json } from '../Tool.js'
import { plainJson } from './plainLine.js'
import { resolveReference } from './resolveReference.js'
import { isObject, type JsonObject } from './subschemas.js'

/** A type as TypeScript would nearly write it, on one line. */
export interface TypeText {
  text: string
  /** False where a required member of an object is not told: a model could not fill the object. */
  complete: boolean
}

/** Where a type stands. */
export interface TypePlace {
  /** Schema of the arguments, in which references are looked up. */
  root: JsonObject
  /** Objects that the type stands in, 0 for a parameter. */
  depth: number
  /** References on the way here. */
  seen: readonly string[]
}

/** An enumeration, union or constant of more characters is cut and ends in `…`. */
const LIST_CHARACTERS = 60
/** Objects deeper than this are not opened. */
const MAX_DEPTH = 3
/** Optional members that an object within shows. */
const OPTIONAL_MEMBERS = 4
/** Alternatives that a union shows. */
const MAX_ALTERNATIVES = 4

const ANY: TypeText = { text: 'any', complete: true }

/** The type of a schema in short: `string`, `"open"|"closed"`, `{id: integer, name?: string}[]`. */
export function typeText(schema: Json | undefined, place: TypePlace): TypeText {
  if (schema === false) return { text: 'never', complete: true }
  if (!isObject(schema)) return ANY
  const reference = schema['$ref']
  if (typeof reference === 'string') return referred(reference, place)
  if ('const' in schema) return { text: listed([schema['const']!]), complete: true }
  if (Array.isArray(schema['enum'])) return { text: listed(schema['enum']), complete: true }
  const alternatives = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(alternatives) && !isObject(schema['properties'])) return union(alternatives, place)
  const all = schema['allOf']
  if (Array.isArray(all) && !isObject(schema['properties'])) return joined(all, place)
  return union(typesOf(schema), place, (type) => named(type as string, schema, place))
}

function referred(reference: string, place: TypePlace): TypeText {
  const target = resolveReference(place.root, reference)
  if (target === undefined) return { text: 'any', complete: false }
  if (place.seen.includes(reference)) return { text: '…', complete: false }
  return typeText(target, { ...place, seen: [...place.seen, reference] })
}

function listed(values: readonly Json[]): string {
  const texts: string[] = []
  let length = 0
  for (const value of values) {
    const text = plainJson(value)
    length += text.length + 1
    if (length > LIST_CHARACTERS) return [...texts, '…'].join('|')
    texts.push(text)
  }
  return texts.join('|') || 'never'
}

/** The `type` keyword as a list; guessed from the other keywords where it is absent. */
function typesOf(schema: JsonObject): Json[] {
  const { type } = schema
  if (Array.isArray(type)) return type
  if (typeof type === 'string') return [type]
  if (isObject(schema['properties']) || Array.isArray(schema['required'])) return ['object']
  return 'items' in schema ? ['array'] : ['any']
}

function named(type: string, schema: JsonObject, place: TypePlace): TypeText {
  if (type === 'object') return objectText(schema, place)
  if (type !== 'array') return { text: NAMES.has(type) ? type : 'any', complete: true }
  const { items } = schema
  const { text, complete } = Array.isArray(items) ? ANY : typeText(items, place)
  return { text: text.includes('|') || text.includes('&') ? `(${text})[]` : `${text}[]`, complete }
}

const NAMES = new Set(['string', 'number', 'integer', 'boolean', 'null'])

/** Distinct types with `|`. One of them is enough for a call, so the whole is complete where the first is. */
function union(
  schemas: readonly Json[],
  place: TypePlace,
  text: (schema: Json) => TypeText = (schema) => typeText(schema, place),
): TypeText {
  const types = schemas.slice(0, MAX_ALTERNATIVES).map(text)
  const texts = [...new Set(types.map((type) => type.text))]
  if (schemas.length > MAX_ALTERNATIVES) texts.push('…')
  return { text: texts.join('|') || 'never', complete: types.every(({ complete }) => complete) }
}

function joined(schemas: readonly Json[], place: TypePlace): TypeText {
  const types = schemas.map((schema) => typeText(schema, place))
  const texts = [...new Set(types.map(({ text }) => text))].filter((text) => text !== 'any')
  return { text: texts.join('&') || 'any', complete: types.every(({ complete }) => complete) }
}

/** `{a: string, b?: integer, …}`: every required member, then some of the optional ones. */
function objectText(schema: JsonObject, place: TypePlace): TypeText {
  const { properties, required } = membersOf(schema)
  if (properties.size === 0 && required.length === 0) return { text: 'object', complete: true }
  if (place.depth >= MAX_DEPTH) return { text: 'object', complete: required.length === 0 }
  const within = { ...place, depth: place.depth + 1 }
  const musts = required.map((name) => ({ name, type: typeText(properties.get(name), within) }))
  const others = [...properties].filter(([name]) => !required.includes(name))
  const texts = musts.map(({ name, type }) => `${nameText(name)}: ${type.text}`)
  for (const [name, member] of others.slice(0, OPTIONAL_MEMBERS))
    texts.push(`${nameText(name)}?: ${typeText(member, within).text}`)
  if (others.length > OPTIONAL_MEMBERS) texts.push('…')
  return { text: `{${texts.join(', ')}}`, complete: musts.every(({ type }) => type.complete) }
}

/** Properties by name and the names that must be there, each once, as far as the schema has the right shape. */
export function membersOf(schema: JsonObject): { properties: Map<string, Json>; required: string[] } {
  const properties = isObject(schema['properties']) ? Object.entries(schema['properties']) : []
  const names = Array.isArray(schema['required']) ? schema['required'] : []
  const required = names.filter((name) => typeof name === 'string')
  return { properties: new Map(properties), required: [...new Set(required)] }
}

/** A name as it stands where it is a word, else quoted. */
export function nameText(name: string): string {
  return /^[A-Za-z_$][\w$-]*$/.test(name) ? name : plainJson(name)
}
