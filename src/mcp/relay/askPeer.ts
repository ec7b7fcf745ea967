import { randomUUID } from 'node:crypto'
import { type ClientCapabilities, ProtocolErrorCode } from '@modelcontextprotocol/client'
import { CribError } from '../../errors.js'
import { showValue } from '../../text/showValue.js'
import type { ServerRequest } from '../upstream/Caller.js'
import { refusal } from '../upstream/refusal.js'
import { missingCapability } from './missingCapability.js'
import type { Peer } from './Peer.js'
import type { Raw } from './RelayCall.js'

/** Where a question comes from. */
export interface Asking {
  /** Key of the server. */
  server: string
  peer: Peer
}

/** Asks a client of 2025. Rejects with the client's error. */
export async function askPeer(
  { method, params, signal }: ServerRequest,
  { peer }: Pick<Asking, 'peer'>,
): Promise<Raw> {
  const given = params === undefined ? undefined : legacyParams(params)
  return await peer.request!(method, given, { signal })
}

/** What keeps a client of 2025 from being asked, or undefined. */
export function unsupported(
  { method, params }: Pick<ServerRequest, 'method' | 'params'>,
  { server, peer }: Asking,
): CribError | undefined {
  // A client that cannot be sent requests can answer none, whatever it declared.
  const capabilities = peer.request === undefined ? {} : peer.capabilities
  const required = missingCapability({ method, params }, capabilities)
  return required === undefined ? undefined : lacking({ server, method, required })
}

/** The error of a question that a client did not declare it can answer. */
export function lacking(what: { server: string; method: string; required: ClientCapabilities }): CribError {
  const { server, method, required } = what
  const message = `Server "${server}" asks for ${showValue(method)}, which this client cannot do: it did not declare ${JSON.stringify(required)}. Use a client that does.`
  return new CribError('relay-unsupported', message, { details: { server, method, required } })
}

/** The same as a client says it by itself: that it does not know the method, or not what its params ask for. */
export function refusedByPeer(error: CribError, { capabilities }: Pick<Peer, 'capabilities'>): Error {
  const [needed] = Object.keys(error.details['required'] as object)
  const isKnown = needed !== undefined && needed in capabilities
  return refusal(error, isKnown ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.MethodNotFound)
}

/** In 2025 an elicitation by URL has an id, which servers of 2026 no longer give. */
function legacyParams(params: Readonly<Raw>): Raw {
  return params['mode'] === 'url' && params['elicitationId'] === undefined
    ? { ...params, elicitationId: randomUUID() }
    : { ...params }
}
