import type { Json, Tool } from '../Tool.js'
import { resolveReference } from './resolveReference.js'
import { isObject, type JsonObject } from './subschemas.js'
import { membersOf } from './typeText.js'

/** The parameters of a tool. */
export interface Parameters {
  /** By name, in the order of the definition. */
  properties: ReadonlyMap<string, Json>
  required: readonly string[]
  /** False where what is required depends on other arguments, or cannot be read. */
  complete: boolean
}

/** Keywords at the root by which what is required depends on the arguments, or stands in another document. */
const CONDITIONAL = [
  'anyOf',
  'oneOf',
  'if',
  'dependentRequired',
  'dependentSchemas',
  'dependencies',
  '$dynamicRef',
  '$recursiveRef',
]

/** Reads the parameters that a schema names at its root, directly, by `$ref` and in `allOf`. */
export function parametersOf(tool: Tool): Parameters {
  const root = tool.definition.inputSchema ?? {}
  const properties = new Map<string, Json>()
  const required = new Set<string>()
  let complete = true
  const seen = new Set<Json>()
  const read = (schema: Json | undefined) => {
    if (schema === undefined || typeof schema === 'boolean') complete &&= schema === true
    if (!isObject(schema) || seen.has(schema)) return
    seen.add(schema)
    if (CONDITIONAL.some((keyword) => Object.hasOwn(schema, keyword))) complete = false
    // Up to draft-07 what stands beside a reference does not count, but not all validators keep to that.
    if ('$ref' in schema && ('properties' in schema || 'required' in schema)) complete = false
    const members = membersOf(schema)
    // The first schema of a name is told; all of them hold.
    for (const [name, value] of members.properties) if (!properties.has(name)) properties.set(name, value)
    for (const name of members.required) required.add(name)
    const { $ref, allOf } = schema
    if (typeof $ref === 'string') read(resolveReference(root as JsonObject, $ref))
    if (Array.isArray(allOf)) allOf.forEach(read)
  }
  read(root)
  return { properties, required: [...required], complete }
}
