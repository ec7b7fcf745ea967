import type { Json, Tool, ToolDefinition } from '../Tool.js'
import type { ShortDefinition } from './compactDefinition.js'
import type { Elision, LevelContext } from './LeveledTool.js'
import { signatureOf } from './signatureLine.js'
import { parametersOf } from './signatureParts.js'
import { isObject, type JsonObject } from './subschemas.js'

/** Marks a property whose value a client repeats in an HTTP header (MCP 2026-07-28). */
const HEADER = 'x-mcp-header'

export function signatureDefinition(tool: Tool, { wireName, shared }: LevelContext): ShortDefinition | undefined {
  const { parameters, purpose, complete } = signatureOf(tool, shared)
  if (!complete) return undefined
  const inputSchema = requiredOnly(tool)
  if (inputSchema === undefined) return undefined
  const description = purpose === '' ? parameters : `${parameters}: ${purpose}`
  const elided: Elision[] = []
  return { definition: { name: wireName, description, inputSchema } as ToolDefinition, elided }
}

export const FORM = { form: 'required' }
function requiredOnly(tool: Tool): JsonObject | undefined {
  const { properties, required } = parametersOf(tool)
  if (FORM.form === 'none') return { type: 'object' }
  const names = FORM.form === 'required' ? required : [...properties.keys()]
  const entries = names.map((name): [string, Json] => {
    const s = properties.get(name)
    return [name, isObject(s) && s['type'] !== undefined ? { type: s['type'] } : {}]
  })
  return { type: 'object', ...(entries.length ? { properties: Object.fromEntries(entries) } : {}), ...(required.length ? { required: [...required] } : {}) }
}
