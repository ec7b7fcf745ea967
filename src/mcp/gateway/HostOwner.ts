import type { ClientCapabilities } from '@modelcontextprotocol/client'
import { ownerOf } from '../relay/ownerOf.js'
import type { Peer } from '../relay/Peer.js'
import type { Caller, ServerRequest } from '../upstream/Caller.js'
import { ambiguous, refusal } from '../upstream/refusal.js'

/** Context of what belongs to no single client: lists, the one client of stdio, and those of one authorization in 2026. */
export const SHARED_CONTEXT = 'shared'

/** The one client that the shared connections work for, where there is one: over stdio. */
export interface Host {
  current: Peer | undefined
}

/**
 * The owner of a shared connection: what a server asks while no request is under way goes to the client of stdio. Servers
 * are started before it comes, so that it cannot be given to them. Without it, nobody is asked.
 */
export class HostOwner implements Caller {
  readonly identity = SHARED_CONTEXT
  readonly hearsUnasked = true
  readonly #server: string
  readonly #host: Host

  /** @param server Key of the server. */
  constructor(server: string, host: Host) {
    this.#server = server
    this.#host = host
  }

  get capabilities(): ClientCapabilities {
    return this.#host.current?.capabilities ?? {}
  }

  get isThere(): boolean {
    return this.#host.current !== undefined
  }

  async ask(request: ServerRequest): Promise<Record<string, unknown>> {
    const owner = this.#owner()
    if (owner !== undefined) return await owner.ask(request)
    throw refusal(ambiguous(this.#server, { method: request.method, count: 0 }))
  }

  tell(method: string, params: Readonly<Record<string, unknown>> | undefined): void {
    this.#owner()?.tell(method, params)
  }

  #owner(): Caller | undefined {
    const { current } = this.#host
    return current === undefined ? undefined : ownerOf(this.#server, current)
  }
}
