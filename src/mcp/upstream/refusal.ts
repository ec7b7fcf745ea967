import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/client'
import { CribError } from '../../errors.js'

/** What a server is told whose request is not passed on. */
export function refusal(
  error: CribError,
  code: ProtocolErrorCode = ProtocolErrorCode.InvalidRequest,
): ProtocolError {
  return new ProtocolError(code, error.message, {
    code: error.code,
    ...error.details,
  })
}

/** The error of a request of a server that no or several callers could have caused. */
export function ambiguous(server: string, { method, count }: { method: string; count: number }): CribError {
  const why =
    count === 0 ? 'no request of a client is under way' : `requests of ${count} clients are under way`
  const advice =
    count === 0 ? 'Ask while a call runs.' : 'Give each client its own process (isolation: session).'
  const message = `Server "${server}" sent ${method} while ${why}: nobody can tell whom it is for. ${advice}`
  return new CribError('relay-ambiguous', message, { details: { server, method, callers: count } })
}
