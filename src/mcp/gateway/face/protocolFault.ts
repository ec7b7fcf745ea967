import { ProtocolError } from '@modelcontextprotocol/server'
import { CribError } from '../../../errors.js'

/** JSON-RPC: the params of the request are wrong. MCP refuses unknown tools, prompts and resources with it. */
const INVALID_PARAMS = -32602
/** JSON-RPC: the server failed. */
const INTERNAL = -32603

/** Refuses the params of a request. */
export function invalidParams(message: string): ProtocolError {
  return new ProtocolError(INVALID_PARAMS, message)
}

/** An error as it goes to a client: what a server answered as it came, our own with its code in `data`. */
export function protocolFault(error: unknown): unknown {
  if (!CribError.is(error)) return error
  const code = error.code === 'tool-unknown' ? INVALID_PARAMS : INTERNAL
  return new ProtocolError(code, error.message, { code: error.code })
}
