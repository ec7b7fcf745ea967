import { CribError } from '../../errors.js'
import { showValue } from '../../text/showValue.js'
import { nearestIds } from '../../tokens/render/nearestIds.js'
import type { Catalog } from '../../tool/Catalog.js'
import { oneLine } from '../oneLine.js'

/** JSON-RPC codes by which servers refuse a tool: the specification says the first, some servers the second. */
const REFUSALS: ReadonlySet<unknown> = new Set([-32602, -32601])

/** What servers say of a tool that they do not have, where they give no code of their own for it. */
const NOT_FOUND =
  /\b(unknown|no such|not (?:found|exist|known|registered)|(?:does|could) ?n[o']t (?:exist|find))\b/i

/** Whether an error is the server's answer that it has no such tool. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || CribError.is(error)) return false
  const code = 'code' in error ? error.code : undefined
  // Timeouts and broken connections have codes, too, and say nothing about the tool.
  return REFUSALS.has(code) || (typeof code === 'number' && NOT_FOUND.test(error.message))
}

/** Whether a result says that the server has no such tool. */
export function isRefusedResult(result: unknown): boolean {
  if (typeof result !== 'object' || result === null || !('isError' in result) || result.isError !== true)
    return false
  const content: unknown[] = 'content' in result && Array.isArray(result.content) ? result.content : []
  return content.some(
    (block) =>
      typeof block === 'object' &&
      block !== null &&
      'text' in block &&
      typeof block.text === 'string' &&
      NOT_FOUND.test(block.text),
  )
}

/** The error for a name that no list has. `cause`: what the server answered, where it was asked. */
export function unknownTool(name: string, catalog: Catalog | undefined, cause?: unknown): CribError {
  const nearest = nearestNames(name, catalog)
  const said = cause instanceof Error ? ` The server says: ${oneLine(cause.message)}` : ''
  const what = `No server lists a tool ${showValue(name)}.`
  const message = `${what}${nearestText(nearest)} Search for it, or list the tools again.${said}`
  return new CribError('tool-unknown', message, { details: { id: name, nearest }, cause })
}

/** Names of the tools nearest to an unknown one, at most 3, nearest first. */
export function nearestNames(name: string, catalog: Catalog | undefined): string[] {
  // From JavaScript the name may be anything.
  if (typeof name !== 'string') return []
  const known = catalog?.tools.map(({ id }) => catalog.wireName(id)) ?? []
  return nearestIds(name, known)
}

/** A sentence that names them, with a space before; empty without any. */
export function nearestText(nearest: readonly string[]): string {
  return nearest.length === 0 ? '' : ` The nearest names are: ${nearest.join(', ')}.`
}
