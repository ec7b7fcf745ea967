/** One value a type: the smallest that a server can tell from a missing one. */
const SAMPLES: Record<string, unknown> = {
  string: 'value',
  integer: 3,
  number: 3,
  boolean: true,
  array: [],
  object: {},
}

/** Arguments with a value for every property that the schema names, as a model would fill them in. */
export function sampleArguments(schema: Record<string, unknown>): Record<string, unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, Record<string, unknown>>
  const filled = Object.entries(properties).map(([name, property]) => [name, sampleOf(property)] as const)
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined))
}

function sampleOf(property: Record<string, unknown>): unknown {
  if ('default' in property) return property['default']
  if (Array.isArray(property['enum'])) return property['enum'][0]
  if (Array.isArray(property['oneOf'])) return (property['oneOf'][0] as { const?: unknown }).const
  return typeof property['type'] === 'string' ? SAMPLES[property['type']] : undefined
}
