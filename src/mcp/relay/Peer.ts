import type { ClientCapabilities, LoggingLevel } from '@modelcontextprotocol/client'

/** The client on whose behalf something is asked of a server. */
export interface Peer {
  /** `legacy`: the protocol of 2025 and before; `modern`: that of 2026. */
  readonly era: 'legacy' | 'modern'
  /** What it can do: of the connection in the legacy era, of the request in the modern one. */
  readonly capabilities: ClientCapabilities
  /** Authorization or connection: what may share connections to servers, and what a parked call is bound to. */
  readonly context: string
  /**
   * Who is asked and told on a connection that several use: requests of one caller have the same value (`===`). Default:
   * `context` in the legacy era, where it is one connection; in the modern era each request is a caller of its own.
   */
  readonly caller?: unknown
  /**
   * The least severe log messages that it wants: as set last by `logging/setLevel`, or as the request says. Default: in
   * the legacy era what the server sends by itself, in the modern era none.
   */
  readonly logLevel?: LoggingLevel | undefined
  /** Sends a notification that belongs to the request under way. */
  notify(method: string, params: Record<string, unknown> | undefined): Promise<void>
  /** Asks the client something; there in the legacy era only. Rejects with the client's error. */
  readonly request?: (
    method: string,
    params: Record<string, unknown> | undefined,
    options: { signal: AbortSignal },
  ) => Promise<Record<string, unknown>>
}
