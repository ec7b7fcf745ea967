import { filledText, objectIn } from './fields.js'
import type { LogCall } from './LogTurn.js'

/** Tools that call others, by the end of their name: those of the wrapper and the gateway. */
const CALLS_OTHERS = /(?:^|[^a-z])call(?:_read)?_tool$/i

/** What a log says of a call. */
export interface LoggedCall {
  id?: unknown
  name: unknown
  server?: unknown
  /** An object, or JSON text of one. */
  arguments?: unknown
}

/** The call, or undefined where it has no name. */
export function readCall({ id, name, server, arguments: args }: LoggedCall): LogCall | undefined {
  const called = filledText(name)
  if (called === undefined) return undefined
  const call: LogCall = { id: idOf(id), name: called, failed: false }
  const on = filledText(server)
  if (on !== undefined) call.server = on
  const inner = CALLS_OTHERS.test(called) ? filledText(objectIn(args)?.['name']) : undefined
  if (inner !== undefined) call.inner = inner
  return call
}

/** An id as text; JSON-RPC has numbers, too. */
export function idOf(id: unknown): string | null {
  return typeof id === 'number' ? String(id) : (filledText(id) ?? null)
}
