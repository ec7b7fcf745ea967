import { ProtocolError, type ServerCapabilities } from '@modelcontextprotocol/client'
import { pause } from '../pause.js'
import { Backoff, type BackoffTimes } from './Backoff.js'
import type { Connection } from './Connection.js'

/** Lists whose change a server may tell of. */
export type ListKind = 'tools' | 'prompts' | 'resources'

/** What a notification says about a list, in either protocol. */
const CHANGED: ReadonlyMap<string, ListKind> = new Map([
  ['notifications/tools/list_changed', 'tools'],
  ['notifications/prompts/list_changed', 'prompts'],
  ['notifications/resources/list_changed', 'resources'],
])

/** The list that a notification says to have changed, or undefined where it says something else. */
export function changedList(method: string): ListKind | undefined {
  return CHANGED.get(method)
}

/**
 * Tells of changed lists until the connection ends. In 2025 a server tells unasked; in 2026 it is asked by
 * `subscriptions/listen`, again with backoff when that stream ends.
 *
 * @param onGap Hears each time that a stream began, since what happened before it is unknown.
 */
export function followLists(
  connection: Connection,
  onGap: () => void,
  how: { timeoutMs: number; times: BackoffTimes },
): void {
  if (connection.era === 'modern') void subscribe(connection, onGap, how)
}

async function subscribe(
  connection: Connection,
  onGap: () => void,
  { timeoutMs, times }: { timeoutMs: number; times: BackoffTimes },
): Promise<void> {
  const filter = filterOf(connection.client.getServerCapabilities() ?? {})
  if (Object.keys(filter).length === 0) return
  const backoff = new Backoff(times)
  while (connection.alive) {
    const began = performance.now()
    try {
      const subscription = await connection.client.listen(filter, { timeout: timeoutMs })
      onGap()
      await subscription.closed
    } catch (error) {
      // A server that refuses once will refuse again; its lists are asked for by their time then.
      if (error instanceof ProtocolError) return
    }
    await pause(backoff.next(performance.now() - began), { idle: true })
  }
}

function filterOf({ tools, prompts, resources }: ServerCapabilities): Record<string, true> {
  return {
    ...(tools?.listChanged ? { toolsListChanged: true } : {}),
    ...(prompts?.listChanged ? { promptsListChanged: true } : {}),
    ...(resources?.listChanged ? { resourcesListChanged: true } : {}),
  }
}
