import type { JsonObject } from './level/subschemas.js'

/** A version of JSON Schema. */
export type Dialect = '2020-12' | '2019-09' | 'draft-07' | 'draft-06' | 'draft-04'

const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  ['json-schema.org/draft/2020-12/schema', '2020-12'],
  ['json-schema.org/draft/2019-09/schema', '2019-09'],
  ['json-schema.org/draft-07/schema', 'draft-07'],
  ['json-schema.org/draft-06/schema', 'draft-06'],
  ['json-schema.org/draft-04/schema', 'draft-04'],
])

/**
 * The dialect that a schema names in `$schema`, with or without `https` and `#`; 2020-12 where it names none, as MCP says
 * since 2025-11-25 (SEP-1613); undefined for another.
 */
export function dialectOf(schema: JsonObject): Dialect | undefined {
  const named = schema['$schema']
  if (named === undefined) return '2020-12'
  return typeof named === 'string' ? DIALECTS.get(named.replace(/^https?:\/\/|#$/g, '')) : undefined
}
