import type { EventStore, JSONRPCMessage } from '@modelcontextprotocol/server'

/** Events of one session that are kept: what a client may have missed while its stream was broken. */
const MAX_EVENTS = 64
/** Most characters of all of them but the last: a result may have 50 MB, and a thousand sessions keep events. */
const MAX_CHARACTERS = 4 * 1024 * 1024

interface Kept {
  id: number
  characters: number
  stream: string
  /** One without members says where its stream begins. */
  message: JSONRPCMessage | Record<string, never>
}

/** The last events of a session of 2025, for a client that comes back with the id of the last one that it saw. */
export class RecentEvents implements EventStore {
  readonly #kept: Kept[] = []
  #characters = 0
  #next = 1

  async storeEvent(stream: string, message: JSONRPCMessage): Promise<string> {
    return this.add(stream, message)
  }

  /** Keeps an event and gives its id. */
  add(stream: string, message: Kept['message']): string {
    const id = this.#next++
    const characters = charactersOf(message)
    this.#kept.push({ id, characters, stream, message })
    this.#characters += characters
    while (this.#kept.length > 1 && (this.#kept.length > MAX_EVENTS || this.#characters > MAX_CHARACTERS))
      this.#characters -= this.#kept.shift()!.characters
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

/** Of all texts in a message; they are what makes one large, and writing it as JSON would cost as much again as sending it. */
function charactersOf(message: unknown): number {
  let characters = 0
  const left = [message]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value === 'string') characters += value.length
    else if (typeof value === 'object' && value !== null)
      for (const member of Object.values(value)) left.push(member)
    else characters += 8
  }
  return characters
}
