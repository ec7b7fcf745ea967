/** One argument that is mirrored into a header: where it stands in the arguments, and the header's own part of its name. */
export interface HeaderParameter {
  path: readonly string[]
  name: string
}

/** What a tool's schema says about headers: the parameters to mirror, or the first fault for which the tool is left out. */
export type HeaderScan = { parameters: HeaderParameter[]; fault?: undefined } | { fault: string }

const KEY = 'x-mcp-header'
/** A token of RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const TYPES: readonly unknown[] = ['string', 'integer', 'boolean']

/** Keywords that hold one schema or a list of them, under which no header may be declared. */
const BRANCHES = [
  'items',
  'prefixItems',
  'contains',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'propertyNames',
  'oneOf',
  'anyOf',
  'allOf',
  'not',
  'if',
  'then',
  'else',
]
/** Keywords that hold schemas by name, likewise. */
const MAPS = ['patternProperties', 'dependentSchemas', '$defs', 'definitions']

/**
 * Reads the `x-mcp-header` declarations of an input schema: allowed on properties of type string, integer or boolean that
 * are reached through `properties` alone, each name a token and no name twice (MCP 2026-07-28, Streamable HTTP, schema
 * extension). A client of that transport leaves out a tool that breaks this.
 */
export function scanHeaders(inputSchema: unknown): HeaderScan {
  const parameters: HeaderParameter[] = []
  const names = new Map<string, string>()
  const pending: Place[] = [{ schema: inputSchema, path: [], reachable: true }]
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { schema, path } = place
    if (typeof schema !== 'object' || schema === null) continue
    if (KEY in schema) {
      const fault = faultOf(schema, place) ?? repeated(names, String(schema[KEY]))
      if (fault !== undefined) return { fault: `${path.join('.') || 'its root'}: ${fault}` }
      parameters.push({ path, name: String(schema[KEY]) })
    }
    // The first place is to be looked at first, so that the fault that is named does not depend on the walk.
    pending.push(...placesBelow(schema as Record<string, unknown>, place).reverse())
  }
  return { parameters }
}

interface Place {
  schema: unknown
  path: readonly string[]
  /** Whether only `properties` lead here. */
  reachable: boolean
}

function faultOf(schema: object & { [KEY]?: unknown }, { path, reachable }: Place): string | undefined {
  const name = schema[KEY]
  if (!reachable || path.length === 0) return `${KEY} may only stand in a property`
  if (typeof name !== 'string' || !TOKEN.test(name)) return `${KEY} is no name of a header`
  const type = Reflect.get(schema, 'type')
  if (!TYPES.includes(type)) return `${KEY} may only stand in a string, an integer or a boolean`
  return undefined
}

function repeated(names: Map<string, string>, name: string): string | undefined {
  const before = names.get(name.toLowerCase())
  names.set(name.toLowerCase(), name)
  return before === undefined ? undefined : `${KEY} "${name}" was declared before`
}

function placesBelow(schema: Record<string, unknown>, { path, reachable }: Place): Place[] {
  const below = (value: unknown, step: string, still: boolean) =>
    ({ schema: value, path: [...path, step], reachable: still }) satisfies Place
  const named = entriesOf(schema['properties']).map(([key, value]) => below(value, key, reachable))
  const branches = BRANCHES.flatMap((key) => [schema[key]].flat().map((value) => below(value, key, false)))
  const maps = MAPS.flatMap((key) => entriesOf(schema[key]).map(([, value]) => below(value, key, false)))
  return [...named, ...branches, ...maps]
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}
