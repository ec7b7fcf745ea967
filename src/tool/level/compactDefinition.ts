import { showValue } from '../../text/showValue.js'
import type { Json, Tool, ToolDefinition } from '../Tool.js'
import { wireDefinition } from '../wireDefinition.js'
import { compactSchema } from './compactSchema.js'
import type { Elision, ElisionKind, LevelContext } from './LeveledTool.js'
import { shortenText } from './shortenText.js'
import { isObject, type JsonObject, pointer } from './subschemas.js'

/** Three in four real descriptions of tools are shorter. */
const DESCRIPTION_LIMIT = 400

/** The hints of MCP with the values that they have where they are absent. */
const HINTS: ReadonlyMap<string, boolean> = new Map([
  ['readOnlyHint', false],
  ['destructiveHint', true],
  ['idempotentHint', false],
  ['openWorldHint', true],
])

/** A definition and what it lacks. */
export interface ShortDefinition {
  definition: ToolDefinition
  elided: Elision[]
}

/** What becomes of a field: its new value, or undefined where it goes. */
type Shorten = (value: unknown, context: LevelContext, elided: Elision[]) => unknown

/** Fields that stay, as they are or shortened. Any other field is for people or for one host, and goes. */
const FIELDS: ReadonlyMap<string, Shorten> = new Map<string, Shorten>([
  ['name', (value) => value],
  ['description', shortDescription],
  ['inputSchema', (value, { shared }, elided) => compactSchema(value as JsonObject, shared, elided)],
  ['annotations', (value, _, elided) => telling(value as Json, elided)],
  ['execution', (value) => (isForbidden(value as Json) ? undefined : value)],
  ['_meta', (value) => value],
])

/** How fields that go are named. */
const KINDS: ReadonlyMap<string, ElisionKind> = new Map([
  ['title', 'title'],
  ['outputSchema', 'outputSchema'],
])

/** The compact wire definition of a tool, whether or not that is shorter. */
export function compactDefinition(tool: Tool, context: LevelContext): ShortDefinition {
  const elided: Elision[] = []
  const full = wireDefinition(tool, context.wireName)
  const entries = Object.entries(full).flatMap(([field, value]): [string, unknown][] => {
    const shorten = FIELDS.get(field)
    if (shorten === undefined) {
      const detail = `${showValue(value, Number.MAX_SAFE_INTEGER).length} characters`
      elided.push({ path: pointer('', field), what: KINDS.get(field) ?? 'metadata', detail })
      return []
    }
    const short = shorten(value, context, elided)
    return short === undefined ? [] : [[field, short]]
  })
  return { definition: Object.fromEntries(entries) as unknown as ToolDefinition, elided }
}

function shortDescription(value: unknown, { shared }: LevelContext, elided: Elision[]): unknown {
  if (typeof value !== 'string') return value
  const { text, repeatedGone, cut } = shortenText(value, {
    limit: DESCRIPTION_LIMIT,
    without: shared.sentences,
  })
  const detail = `${text.length} of ${value.length} characters kept`
  if (repeatedGone) elided.push({ path: '/description', what: 'boilerplate', detail })
  if (cut) elided.push({ path: '/description', what: 'description', detail })
  return text
}

/** The hints that differ from their defaults: to a host they say what all of them said. */
function telling(annotations: Json, elided: Elision[]): JsonObject | undefined {
  if (!isObject(annotations)) return undefined
  const kept: [string, Json][] = []
  for (const [name, value] of Object.entries(annotations)) {
    const usual = HINTS.get(name)
    if (usual === undefined) {
      const what = name === 'title' ? 'title' : 'metadata'
      elided.push({ path: pointer('/annotations', name), what, detail: showValue(value) })
    } else if (value !== usual) kept.push([name, value])
  }
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

/** `forbidden` is what MCP takes an absent `taskSupport` for. */
function isForbidden(execution: Json): boolean {
  return (
    isObject(execution) && Object.keys(execution).length === 1 && execution['taskSupport'] === 'forbidden'
  )
}
