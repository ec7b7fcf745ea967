import type { Peer } from '../../relay/Peer.js'
import type { Gateway } from '../Gateway.js'
import type { Profile } from '../profiles/Profile.js'
import type { Subscriptions } from './Subscriptions.js'

/** One request of a client, with everything that answering it needs. */
export interface Visit {
  gateway: Gateway
  profile: Profile
  method: string
  params: Readonly<Record<string, unknown>>
  peer: Peer
  /** Resources that the connection wants to hear of. */
  subscriptions: Subscriptions
  /** Headers of the request, over HTTP in 2026. */
  headers?: Pick<Headers, 'get'> | undefined
  /** Aborted when the client cancels or goes away. */
  signal: AbortSignal
  /** What a retry of 2026 brings back. */
  inputResponses?: Readonly<Record<string, unknown>> | undefined
  requestState?: string | undefined
}
