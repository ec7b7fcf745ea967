import type { Client, ClientCapabilities } from '@modelcontextprotocol/client'
import type { ServerAuth } from '../transport/ServerAuth.js'
import type { BackoffTimes } from './Backoff.js'
import type { Caller } from './Caller.js'

/** How one server is started, reached and called; the defaults are those of `connectServers`. */
export interface ManagedUpstreamOptions {
  /** Milliseconds for a start with its handshake, for a list, and for a request to wait for a restart. */
  startTimeoutMs: number
  /** Milliseconds for any other request without an answer; a progress notification begins them anew. */
  callTimeoutMs: number
  /** Further tries of a start that failed, and of a request that cannot have been done, 0 or more. */
  retries: number
  clientInfo: { name: string; version: string }
  capabilities: ClientCapabilities
  /** Sets handlers of each client before it connects. Default: none are set. */
  prepare?: ((client: Client) => void | Promise<void>) | undefined
  /**
   * What the server asks while it works for a caller is asked of that caller; to be declared in `capabilities`, see
   * `RELAYED_CAPABILITIES`. `owner`: the one client that the server runs for, who takes what no request under way
   * explains. Default: nothing is relayed; with no owner such requests are refused with `relay-ambiguous`.
   */
  relay?: { owner?: Caller | undefined } | undefined
  /** Default: the headers of the entry alone. */
  auth?: ServerAuth | undefined
  /** Waits between tries. Default: 1 s, doubling to 60 s. */
  times?: BackoffTimes | undefined
}
