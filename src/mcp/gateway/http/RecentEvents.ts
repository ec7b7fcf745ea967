import type { EventStore, JSONRPCMessage } from '@modelcontextprotocol/server'

/** Events of one session that are kept: what a client may have missed while its stream was broken. */
const MAX_EVENTS = 64

interface Kept {
  id: number
  stream: string
  /** One without members says where its stream begins. */
  message: JSONRPCMessage | Record<string, never>
}

/** The last events of a session of 2025, for a client that comes back with the id of the last one that it saw. */
export class RecentEvents implements EventStore {
  readonly #kept: Kept[] = []
  #next = 1

  async storeEvent(stream: string, message: JSONRPCMessage): Promise<string> {
    return this.add(stream, message)
  }

  /** Keeps an event and gives its id. */
  add(stream: string, message: Kept['message']): string {
    const id = this.#next++
    this.#kept.push({ id, stream, message })
    if (this.#kept.length > MAX_EVENTS) this.#kept.shift()
    return String(id)
  }

  async getStreamIdForEventId(eventId: string): Promise<string | undefined> {
    return this.#kept.find(({ id }) => id === Number(eventId))?.stream
  }

  /** Sends what came on the stream of that event after it. Rejects where the event is no longer known. */
  async replayEventsAfter(
    lastEventId: string,
    { send }: { send: (eventId: string, message: JSONRPCMessage) => Promise<void> },
  ): Promise<string> {
    const stream = await this.getStreamIdForEventId(lastEventId)
    if (stream === undefined) throw new Error('The event is too old, or of another session.')
    const missed = this.#kept.filter((event) => event.stream === stream && event.id > Number(lastEventId))
    for (const { id, message } of missed)
      if ('jsonrpc' in message) await send(String(id), message as JSONRPCMessage)
    return stream
  }
}
