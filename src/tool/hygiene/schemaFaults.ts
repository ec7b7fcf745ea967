import type { Json } from '../Tool.js'
import { cut, isObject, namesText } from './schemaParts.js'

/** Faults of a schema, each a sentence: what is broken, and what is valid but refused by a provider. */
export interface SchemaFaults {
  broken: string[]
  refused: string[]
}

const TYPES = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'])

/** Members that hold schemas by name, one schema, and several. */
const BY_NAME = ['properties', 'patternProperties', '$defs', 'definitions'] as const
const ONE = [
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
] as const
const SEVERAL = ['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const

/** Combinations that Anthropic and OpenAI refuse at the root of a tool's schema. */
const NOT_AT_ROOT = SEVERAL.slice(0, 3)

type Schema = Readonly<Record<string, Json>>

/** Looks through a schema and all schemas within it. Definitions are nested at most as deep as `parseSource` lets them be. */
export function schemaFaults(root: Schema): SchemaFaults {
  const faults: SchemaFaults = { broken: [], refused: [] }
  const combined = NOT_AT_ROOT.filter((key) => Object.hasOwn(root, key))
  if (combined.length > 0)
    faults.refused.push(`Its root has ${namesText(combined)}, which Anthropic and OpenAI refuse there.`)
  visit(root, '', { root, faults, isPart: false })
  return faults
}

interface Walk {
  root: Schema
  faults: SchemaFaults
  /** True for a schema that holds beside another one, which may define what it requires. */
  isPart: boolean
}

function visit(schema: Json | undefined, path: string, walk: Walk): void {
  // true and false are schemas; what else is none is a fault of its owner.
  if (!isObject(schema)) return
  const { broken, refused } = walk.faults
  const at = path === '' ? 'The root' : `"${cut(path, 80)}"`
  broken.push(...typeFaults(schema, at), ...memberFaults(schema, at), ...refFaults(schema, at, walk.root))
  if (!walk.isPart) broken.push(...requiredFaults(schema, at))
  if (
    typesOf(schema).includes('array') &&
    !['items', 'prefixItems'].some((key) => Object.hasOwn(schema, key))
  )
    refused.push(`${at} is an array without items, which OpenAI refuses.`)
  for (const [key, child, isPart] of children(schema))
    visit(child, path === '' ? key : `${path}.${key}`, { ...walk, isPart })
}

function typesOf({ type }: Schema): Json[] {
  return type === undefined ? [] : Array.isArray(type) ? type : [type]
}

function typeFaults(schema: Schema, at: string): string[] {
  return typesOf(schema)
    .filter((type) => typeof type !== 'string' || !TYPES.has(type))
    .map((type) => `${at} has the type ${cut(JSON.stringify(type), 60)}, which JSON Schema does not know.`)
}

function memberFaults(schema: Schema, at: string): string[] {
  const { properties, enum: values } = schema
  const faults: string[] = []
  if (properties !== undefined && !isObject(properties))
    faults.push(`${at} has properties that are no object.`)
  if (isObject(properties)) {
    const odd = Object.keys(properties).filter((name) => !isSchema(properties[name]))
    if (odd.length > 0) faults.push(`${at} has properties that are no schemas: ${namesText(odd)}.`)
  }
  if (values !== undefined && (!Array.isArray(values) || values.length === 0))
    faults.push(`${at} has an enum that is no list of values.`)
  return faults
}

const isSchema = (value: Json | undefined) => isObject(value) || typeof value === 'boolean'

function requiredFaults(schema: Schema, at: string): string[] {
  const { required, properties } = schema
  if (required === undefined) return []
  if (!Array.isArray(required) || required.some((name) => typeof name !== 'string'))
    return [`${at} has a "required" that is no list of names.`]
  // Elsewhere (allOf, $ref) the names may well be defined.
  const isWhole =
    isObject(properties) &&
    ![...SEVERAL, '$ref', 'patternProperties', 'if'].some((key) => Object.hasOwn(schema, key))
  if (!isWhole) return []
  const unknown = (required as string[]).filter((name) => !Object.hasOwn(properties, name))
  return unknown.length === 0 ? [] : [`${at} requires ${namesText(unknown)}, which it does not define.`]
}

function refFaults(schema: Schema, at: string, root: Schema): string[] {
  const ref = schema['$ref']
  if (ref === undefined) return []
  if (typeof ref !== 'string') return [`${at} has a "$ref" that is no text.`]
  if (!ref.startsWith('#')) return [`${at} refers to another document: ${cut(ref, 80)}.`]
  // Anchors and ids name places that a pointer does not.
  if (ref !== '#' && !ref.startsWith('#/')) return []
  return resolves(root, ref) ? [] : [`${at} refers to ${cut(ref, 80)}, which is not there.`]
}

function resolves(root: Schema, ref: string): boolean {
  let here: Json | undefined = root as Json
  for (const part of ref.split('/').slice(1)) {
    const key = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(here)) here = here[Number(key)]
    else here = isObject(here) && Object.hasOwn(here, key) ? here[key] : undefined
  }
  return isSchema(here)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** Schemas within a schema, with the way to each, and whether it holds beside its owner rather than for a value within. */
function children(schema: Schema): [path: string, child: Json, isPart: boolean][] {
  const found: [string, Json, boolean][] = []
  for (const key of BY_NAME) {
    const named = schema[key]
    if (!isObject(named)) continue
    for (const [name, child] of Object.entries(named))
      found.push([key === 'properties' ? name : `${key}.${name}`, child, false])
  }
  for (const key of ONE) if (schema[key] !== undefined) found.push([key, schema[key], key !== 'items'])
  for (const key of SEVERAL) {
    const list = schema[key]
    if (!Array.isArray(list)) continue
    for (const [index, child] of list.entries()) found.push([`${key}.${index}`, child, true])
  }
  return found
}
