import { ProtocolErrorCode } from '@modelcontextprotocol/client'
import { CribError, type ErrorCode } from '../../errors.js'
import { refusal } from '../upstream/refusal.js'

/** Codes of JSON-RPC for errors that are the client's to mend. */
const CODES: Partial<Record<ErrorCode, ProtocolErrorCode>> = {
  'relay-lost': ProtocolErrorCode.InvalidParams,
  'relay-unsupported': ProtocolErrorCode.MissingRequiredClientCapability,
}

/** What a client is answered: an error of ours as one of JSON-RPC, with its code and details as data; any other as it is. */
export function protocolErrorOf(error: unknown): unknown {
  if (!CribError.is(error)) return error
  return refusal(error, CODES[error.code] ?? ProtocolErrorCode.InternalError)
}
