import type { LoggingLevel, Server } from '@modelcontextprotocol/server'
import type { Peer } from '../../relay/Peer.js'
import type { Subscriptions } from './Subscriptions.js'

/** The gateway as one client sees it: for one connection, or in 2026 for one request. */
export interface Face {
  readonly server: Server
  /** Resources that the connection wants to hear of. */
  readonly subscriptions: Subscriptions
  /** The least severe log messages that a connection of 2025 asked for; undefined where it asked for none. */
  readonly logLevel: LoggingLevel | undefined
}

/** A request that is being answered already when it comes to a face. */
export interface BegunRequest {
  /**
   * Gives it what the SDK makes for each request: a way to its client, and a signal that ends it. Resolves with its result,
   * rejects with its error.
   */
  join(peer: Peer, signal: AbortSignal): Promise<Record<string, unknown>>
}
