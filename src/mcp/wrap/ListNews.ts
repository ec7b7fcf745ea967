import type { LooseClient } from './LooseClient.js'

/** What a transport of either SDK hands its messages to. */
interface Hearing {
  onmessage?: (...input: unknown[]) => void
}

/**
 * Counts what may have made the list of a client's tools another one: a server's word that it changed, and another
 * connection. Messages are heard on their way to the client, because a handler for them would displace the user's own.
 */
export class ListNews {
  readonly #client: LooseClient
  #transport: unknown
  #count = 0

  constructor(client: LooseClient) {
    this.#client = client
  }

  /** News so far; two equal counts mean that nothing was told in between. */
  get count(): number {
    const { transport } = this.#client
    if (transport !== this.#transport) {
      this.#transport = transport
      this.#count++
      if (typeof transport === 'object' && transport !== null) this.#hear(transport)
    }
    return this.#count
  }

  #hear(transport: Hearing): void {
    const { onmessage } = transport
    transport.onmessage = (...input) => {
      if (isChange(input[0])) this.#count++
      onmessage?.apply(transport, input)
    }
  }
}

function isChange(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'method' in message &&
    message.method === 'notifications/tools/list_changed'
  )
}
