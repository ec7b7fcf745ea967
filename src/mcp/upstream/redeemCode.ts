import { UnauthorizedError } from '@modelcontextprotocol/client'
import type { OpenTransport } from '../transport/openTransport.js'
import { codeSourceOf, type ServerAuth } from '../transport/ServerAuth.js'
import { untilAborted } from '../untilAborted.js'

/**
 * Codes that one start, or one request, may ask for: one for a token that ended and one for a wider scope. Who asks on
 * troubles a person without end.
 */
export const MAX_CODES = 2

/** Whether an error means that the user was redirected, so that there is a code to wait for. */
export function wasRedirected(error: unknown): boolean {
  // Where the SDK got an answer instead (401 with a new token, 403 without a way to a wider scope), none will ever come.
  return error instanceof UnauthorizedError
}

/**
 * Asks for the code of a redirect and exchanges it for tokens. False where it cannot be asked for.
 *
 * @throws UnauthorizedError with what went wrong as its cause, so that it counts as a matter of credentials whatever it
 * was; anything once the signal is aborted.
 */
export async function redeemCode(
  { transport }: OpenTransport,
  auth: ServerAuth | undefined,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const askForCode = codeSourceOf(auth)
  if (askForCode === undefined) return false
  // A person may take minutes, which is no fault of the server.
  const code = await named('no code was given', () => untilAborted(signal, askForCode))
  // Only transports that are reached by URL have it.
  const { finishAuth } = transport as { finishAuth?(code: URLSearchParams | string): Promise<void> }
  await named('the code was not accepted', async () => await finishAuth?.call(transport, code))
  return true
}

async function named<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw Object.assign(new UnauthorizedError(what), { cause })
  }
}
