import type { Json, Tool } from '../Tool.js'
import type { ShortDefinition } from './compactDefinition.js'
import type { Elision, LevelContext } from './LeveledTool.js'
import { parametersOf } from './parametersOf.js'
import { signatureOf } from './signatureLine.js'
import { isObject, type JsonObject } from './subschemas.js'

/** Marks a property whose value a client repeats in an HTTP header (MCP 2026-07-28). */
const HEADER = 'x-mcp-header'

/**
 * The wire definition of a tool as a signature: the line as its description, and a schema of the required parameters with
 * their types. Without them a provider renders a function of no arguments, and one that decodes by the schema lets none
 * through; optional ones are told in the line alone, as the schema would say them again for 8 points of the saving. Undefined where
 * a required parameter would be lost.
 *
 * @param compact - the compact definition of the same tool
 */
export function signatureDefinition(
  tool: Tool,
  { wireName, shared }: LevelContext,
  compact: ShortDefinition,
): ShortDefinition | undefined {
  const { parameters, purpose, complete } = signatureOf(tool, shared)
  const inputSchema = complete ? typedSchema(tool, compact.definition.inputSchema ?? {}) : undefined
  if (inputSchema === undefined) return undefined
  const description = purpose === '' ? parameters : `${parameters}: ${purpose}`
  const { execution } = compact.definition
  const definition = {
    name: wireName,
    description,
    inputSchema,
    ...(execution === undefined ? {} : { execution }),
  }
  return { definition, elided: [...elisions(tool, purpose), ...rest(compact)] }
}

/** Root properties that hold a header mark stay as `compact` has them; undefined where a mark stands elsewhere. */
function typedSchema(tool: Tool, compact: JsonObject): JsonObject | undefined {
  const { properties, required } = parametersOf(tool)
  const marked = new Map<string, Json>()
  const { properties: own, ...others } = compact
  if (holdsKey(others, HEADER)) return undefined
  for (const [name, schema] of isObject(own) ? Object.entries(own) : []) {
    if (!holdsKey(schema, HEADER)) continue
    // What it refers to would have to come along.
    if (holdsKey(schema, '$ref')) return undefined
    marked.set(name, schema)
  }
  const typed = required.map((name): [string, Json] => [name, typeOnly(properties.get(name))])
  const all = Object.fromEntries([...typed, ...marked])
  const { $schema } = compact
  return {
    type: 'object',
    ...(typed.length + marked.size > 0 ? { properties: all } : {}),
    ...(required.length > 0 ? { required: [...required] } : {}),
    ...(marked.size > 0 && $schema !== undefined ? { $schema } : {}),
  }
}

/** In older dialects what stands beside a reference does not count, so its type is left open. */
function typeOnly(schema: Json | undefined): JsonObject {
  if (!isObject(schema) || '$ref' in schema || schema['type'] === undefined) return {}
  return { type: schema['type'] }
}

function holdsKey(value: Json, key: string): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, member]) => name === key || holdsKey(member, key))
}

function elisions({ definition }: Tool, purpose: string): Elision[] {
  const { description, inputSchema } = definition
  const list: Elision[] = []
  if (typeof description === 'string' && description.trim() !== purpose) {
    const detail = `${purpose.length} of ${description.length} characters kept`
    list.push({ path: '/description', what: 'description', detail })
  }
  if (inputSchema !== undefined)
    list.push({ path: '/inputSchema', what: 'schema', detail: 'all but required types' })
  return list
}

/** Fields that compact has, and those that it lacks too. */
function rest({ definition, elided }: ShortDefinition): Elision[] {
  const gone = (['annotations', '_meta'] as const)
    .filter((field) => definition[field] !== undefined)
    .map((field): Elision => ({ path: `/${field}`, what: 'metadata', detail: 'all' }))
  return [...gone, ...elided.filter(({ path }) => !/^\/(description|inputSchema|annotations)\b/.test(path))]
}
