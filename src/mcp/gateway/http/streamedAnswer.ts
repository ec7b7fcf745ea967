import { randomUUID } from 'node:crypto'
import {
  DEFAULT_NEGOTIATED_PROTOCOL_VERSION,
  type JSONRPCMessage,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server'
import type { RecentEvents } from './RecentEvents.js'

/** The first version whose clients take an event without data, from whose id they can go on. */
const PRIMED_SINCE = '2025-11-25'

/** How a stream of a session is written. */
export interface StreamOptions {
  events: RecentEvents
  /** The version that the request names; undefined where it names none. */
  version: string | undefined
  /** Milliseconds after which a client whose stream broke is asked to come back. */
  retryMs: number
}

/** The whole stream of a request whose answer is its only message, as the SDK's transport of 2025 writes it. */
export function streamedAnswer(
  message: JSONRPCMessage,
  { events, version = DEFAULT_NEGOTIATED_PROTOCOL_VERSION, retryMs }: StreamOptions,
): string {
  const stream = randomUUID()
  const isPrimed = SUPPORTED_PROTOCOL_VERSIONS.includes(version) && version >= PRIMED_SINCE
  const first = isPrimed ? `id: ${events.add(stream, {})}\nretry: ${retryMs}\ndata: \n\n` : ''
  const id = events.add(stream, message)
  return `${first}event: message\nid: ${id}\ndata: ${JSON.stringify(message)}\n\n`
}
