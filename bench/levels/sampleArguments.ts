import type { Json } from 'toolcrib'

/** A JSON object. */
export type JsonObject = { [key: string]: Json }

/** Plain values that a call might hold by mistake or for want of better. */
const PLAIN: readonly Json[] = [
  '',
  'abc',
  '2026-01-31',
  0,
  7,
  -3,
  2.5,
  4e9,
  true,
  false,
  null,
  [],
  ['abc'],
  {},
]

/** Nesting below which nothing more is made up. */
const MAX_DEPTH = 6

/**
 * Arguments that a schema asks for, most of them right: values of its enumerations, constants and defaults, members that are
 * required and some that are not; one in ten values is replaced by a wrong one, and some objects get a member too many.
 *
 * @param schema - of the arguments, with local references
 * @param random - integers from 0 to 2^32 - 1
 */
export function sampleArguments(schema: JsonObject, random: () => number): Json {
  const pick = <T>(list: readonly T[]): T => list[random() % list.length]!
  const chance = (part: number) => random() % 100 < part
  const sample = (at: Json | undefined, depth: number): Json => {
    if (typeof at !== 'object' || at === null || Array.isArray(at) || depth > MAX_DEPTH || chance(8))
      return pick(PLAIN)
    if (typeof at['$ref'] === 'string') return sample(lookUp(schema, at['$ref']), depth + 1)
    if ('const' in at) return at['const']!
    if (Array.isArray(at['enum']) && at['enum'].length > 0) return chance(80) ? pick(at['enum']) : 'other'
    const forms = at['anyOf'] ?? at['oneOf'] ?? at['allOf']
    if (Array.isArray(forms) && forms.length > 0 && !('properties' in at)) return sample(pick(forms), depth)
    return ofType(at, depth)
  }
  const ofType = (at: JsonObject, depth: number): Json => {
    const type = Array.isArray(at['type']) ? pick(at['type']) : at['type']
    if (type === 'object' || 'properties' in at) return object(at, depth)
    if (type === 'array') return Array.from({ length: random() % 3 }, () => sample(at['items'], depth + 1))
    if (type === 'string') return text(at, pick)
    if (type === 'integer' || type === 'number') return number(at, pick)
    if (type === 'boolean') return chance(50)
    return type === 'null' ? null : pick(PLAIN)
  }
  const object = (at: JsonObject, depth: number): Json => {
    const required = Array.isArray(at['required']) ? at['required'] : []
    const entries = Object.entries((at['properties'] ?? {}) as JsonObject)
      .filter(([name]) => chance(required.includes(name) ? 95 : 40))
      .map(([name, member]): [string, Json] => [name, sample(member, depth + 1)])
    if (chance(10)) entries.push(['another', pick(PLAIN)])
    return Object.fromEntries(entries)
  }
  return object(schema, 0)
}

const TEXTS: readonly string[] = [
  'abc',
  '',
  '2026-01-31',
  '2026-01-31T10:00:00Z',
  'a@b.example',
  'https://a.example/b',
]
const IDS: readonly string[] = ['00000000-0000-4000-8000-000000000000', '12', 'main', 'x'.repeat(300)]

function text(at: JsonObject, pick: <T>(list: readonly T[]) => T): string {
  const given = [at['default'], at['examples']].flat().filter((value) => typeof value === 'string')
  return pick([...TEXTS, ...IDS, ...given])
}

function number(at: JsonObject, pick: <T>(list: readonly T[]) => T): number {
  const bounds = [at['minimum'], at['maximum'], at['default']].filter((value) => typeof value === 'number')
  return pick([1, 2, 0, -1, 50, 3e9, -3e9, 1e300, 0.5, ...bounds])
}

function lookUp(root: JsonObject, reference: string): Json | undefined {
  const steps = reference.replace(/^#\/?/, '').split('/').filter(Boolean)
  return steps.reduce<Json | undefined>(
    (at, step) => (at as JsonObject | undefined)?.[decodeURIComponent(step).replaceAll('~1', '/')],
    root,
  )
}
