import type { HeaderParameter } from './headerScan.js'

/**
 * The `Mcp-Param-*` headers of one call. An argument that is absent, null or no string, finite number or boolean gives
 * none; a value that is no plain header text is sent as base64 (MCP 2026-07-28, Streamable HTTP, value encoding).
 */
export function parameterHeaders(
  parameters: readonly HeaderParameter[],
  callArguments: unknown,
): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const { path, name } of parameters) {
    const text = textOf(valueAt(callArguments, path))
    if (text !== undefined) headers[`Mcp-Param-${name}`] = encoded(text)
  }
  return headers
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  let value = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = Reflect.get(value, key)
  }
  return value
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
  // Beyond 2^53 the digits are no longer those that the caller meant.
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? undefined : String(value)
}

function encoded(text: string): string {
  const isPlain = /^[\t\x20-\x7e]+$/.test(text) && text === text.trim() && !/^=\?base64\?.*\?=$/.test(text)
  return isPlain ? text : `=?base64?${Buffer.from(text, 'utf8').toString('base64')}?=`
}
