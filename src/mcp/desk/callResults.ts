import type { ArgumentError } from '../../tool/arguments/compileArguments.js'
import { signatureLine } from '../../tool/level/signatureLine.js'
import type { Tool } from '../../tool/Tool.js'

/** Key of a result's `_meta` under which the check of the arguments is told. */
export const ARGUMENTS_META = 'toolcrib/arguments'

/** Under {@link ARGUMENTS_META}: what is wrong with the arguments, or why they could not be checked. */
export type ArgumentsNote = { errors: ArgumentError[] } | { checked: false; reason: string }

/** A result that tells the model what went wrong. */
export interface ErrorResult {
  content: { type: 'text'; text: string }[]
  isError: true
  _meta?: Record<string, unknown>
  [field: string]: unknown
}

/** Tells the model `text` as what went wrong. */
export function errorResult(text: string): ErrorResult {
  return { content: [{ type: 'text', text }], isError: true }
}

/** Tells the model what is wrong with its arguments and how the tool is called. */
export function invalidArguments(tool: Tool, wireName: string, errors: ArgumentError[]): ErrorResult {
  const text = [
    `The arguments of ${wireName} are not valid, so it was not called:`,
    ...errors.map(({ path, message }) => `- ${path === '' ? 'arguments' : path} ${message}`),
    `It is called as: ${signatureLine(tool, { wireName })}`,
  ].join('\n')
  return { ...errorResult(text), _meta: { [ARGUMENTS_META]: { errors } satisfies ArgumentsNote } }
}

/** The result with one more entry in its `_meta`; everything else as it came. */
export function withMeta(result: unknown, key: string, value: unknown): unknown {
  if (typeof result !== 'object' || result === null) return result
  const meta = '_meta' in result && typeof result._meta === 'object' ? result._meta : {}
  return { ...result, _meta: { ...meta, [key]: value } }
}

/** The result with one more text for the model. */
export function withText(result: unknown, text: string): unknown {
  if (typeof result !== 'object' || result === null) return result
  const content = 'content' in result && Array.isArray(result.content) ? result.content : []
  return { ...result, content: [...content, { type: 'text', text }] }
}
