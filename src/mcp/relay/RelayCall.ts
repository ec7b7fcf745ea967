import type { ManagedUpstream } from '../upstream/ManagedUpstream.js'
import type { Peer } from './Peer.js'

/** Params or a result of the protocol, as they came. */
export type Raw = Record<string, unknown>

/** One request to a server on behalf of a client. */
export interface RelayCall {
  upstream: ManagedUpstream
  method: string
  /** As they came, without `inputResponses` and `requestState`. A `progressToken` in `_meta` asks for progress. */
  params: Readonly<Raw> | undefined
  peer: Peer
  /** Of a `tools/call`: the tool as last listed, for headers that are made of arguments. Default: as the server listed it. */
  definition?: unknown
  /** What a client of 2026 answers to the inputs that it was asked for. */
  inputResponses?: Readonly<Raw> | undefined
  /** What it got with them. */
  requestState?: string | undefined
  /** Aborted when the client cancels the request or goes away. */
  signal: AbortSignal
}
