import { CribError } from '../errors.js'
import { showValue } from '../text/showValue.js'
import { nestingDepth } from '../tool/nestingDepth.js'
import type { Json, ToolDefinition } from '../tool/Tool.js'

/** Most arrays and objects within one another: real definitions have 25 at most, and whatever walks them has a stack. */
export const MAX_DEPTH = 200
/** Most UTF-16 code units of a name, as in a catalog. */
export const MAX_NAME_LENGTH = 1024

/** A definition as plain JSON. */
export interface ReadDefinition {
  /** A copy that later changes by the caller, getters and functions cannot reach. */
  definition: ToolDefinition
  /** Its text, members in the order in which they came. */
  json: string
}

/**
 * Reads a definition of any size as plain JSON; whether its schema is sound is not asked. Throws `tool-invalid` for what
 * JSON cannot hold, what is nested more than 200 levels deep, and what has no name of 1 to 1,024 characters.
 * `what` stands in the message. Default: `A tool definition`.
 */
export function readDefinition(raw: unknown, what = 'A tool definition'): ReadDefinition {
  const invalid = (reason: string) =>
    new CribError('tool-invalid', `${what} cannot be read: ${reason}. Give plain JSON as tools/list does.`, {
      details: { reason },
    })
  const json = jsonOf(raw)
  if (json === undefined) throw invalid('it is not JSON, or nested too deeply')
  const depth = nestingDepth(json)
  if (depth > MAX_DEPTH) throw invalid(`it is nested ${depth} levels deep; at most ${MAX_DEPTH} are accepted`)
  const value = JSON.parse(json) as Json
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(`it is ${showValue(value, 40)}, no object`)
  const name = Object.hasOwn(value, 'name') ? value['name'] : undefined
  if (typeof name !== 'string' || name === '' || name.length > MAX_NAME_LENGTH)
    throw invalid(
      `its name is ${showValue(name, 40)}; it must be a text of 1 to ${MAX_NAME_LENGTH} characters`,
    )
  return { definition: value as ToolDefinition, json }
}

function jsonOf(raw: unknown): string | undefined {
  try {
    return JSON.stringify(raw)
  } catch {
    return undefined
  }
}
