import { ProtocolError, type SubscriptionFilter } from '@modelcontextprotocol/client'
import { pause } from '../pause.js'
import { Backoff, type BackoffTimes } from './Backoff.js'
import type { Connection } from './Connection.js'

/** How a stream of news is kept open. */
export interface ListenOptions {
  /** Called each time that the stream begins, since what happened before it is unknown. */
  onOpen: () => void
  /** Milliseconds for the server to acknowledge. */
  timeoutMs: number
  /** Waits between tries. */
  times: BackoffTimes
  /** Aborting ends it. Default: it ends with the connection. */
  signal?: AbortSignal | undefined
}

/**
 * Keeps a stream of `subscriptions/listen` (MCP 2026-07-28) open until the connection ends or the server refuses it.
 * Never rejects; gives the refusal.
 */
export async function keepListening(
  connection: Connection,
  filter: SubscriptionFilter,
  { onOpen, timeoutMs, times, signal }: ListenOptions,
): Promise<ProtocolError | undefined> {
  const backoff = new Backoff(times)
  while (connection.alive && signal?.aborted !== true) {
    const began = performance.now()
    try {
      const how = { timeout: timeoutMs, ...(signal === undefined ? {} : { signal }) }
      const subscription = await connection.client.listen(filter, how)
      onOpen()
      await subscription.closed
    } catch (error) {
      // A server that refuses once will refuse again.
      if (error instanceof ProtocolError) return error
    }
    await pause(backoff.next(performance.now() - began), { signal, idle: true })
  }
  return undefined
}
