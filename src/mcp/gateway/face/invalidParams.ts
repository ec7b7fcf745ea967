import { ProtocolError } from '@modelcontextprotocol/server'

/** JSON-RPC: the params of the request are wrong. MCP refuses unknown tools, prompts and resources with it. */
const INVALID_PARAMS = -32602

/** Refuses the params of a request. */
export function invalidParams(message: string): ProtocolError {
  return new ProtocolError(INVALID_PARAMS, message)
}
