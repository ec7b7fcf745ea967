import type { ClientCapabilities } from '@modelcontextprotocol/client'
import type { Peer } from '../relay/Peer.js'

/** Context of what belongs to no single client: lists, the one client of stdio, and those of one authorization in 2026. */
export const SHARED_CONTEXT = 'shared'

/**
 * The client that the shared connections work for while no request is under way: over stdio the one there is, else nobody.
 * Servers are started before it comes, so that it cannot be given to them.
 */
export class HostPeer implements Peer {
  readonly era = 'legacy'
  readonly context = SHARED_CONTEXT
  /** The connection of the client, once it is there. */
  current: Peer | undefined

  get capabilities(): ClientCapabilities {
    return this.current?.capabilities ?? {}
  }

  async notify(method: string, params: Record<string, unknown> | undefined): Promise<void> {
    await this.current?.notify(method, params)
  }

  async request(
    method: string,
    params: Record<string, unknown> | undefined,
    options: { signal: AbortSignal },
  ): Promise<Record<string, unknown>> {
    // Who has no capabilities is not asked.
    return await this.current!.request!(method, params, options)
  }
}
