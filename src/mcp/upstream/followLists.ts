import type { ServerCapabilities, SubscriptionFilter } from '@modelcontextprotocol/client'
import type { Connection } from './Connection.js'
import { keepListening, type ListenOptions } from './keepListening.js'

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
 * Has a server tell of changed lists until the connection ends. In 2025 it tells unasked; in 2026 it is asked by
 * `subscriptions/listen`. The lists of one that refuses are asked for by their time.
 */
export function followLists(connection: Connection, options: ListenOptions): void {
  if (connection.era !== 'modern') return
  const filter = filterOf(connection.client.getServerCapabilities() ?? {})
  if (Object.keys(filter).length > 0) void keepListening(connection, filter, options)
}

function filterOf({ tools, prompts, resources }: ServerCapabilities): SubscriptionFilter {
  return {
    ...(tools?.listChanged ? { toolsListChanged: true } : {}),
    ...(prompts?.listChanged ? { promptsListChanged: true } : {}),
    ...(resources?.listChanged ? { resourcesListChanged: true } : {}),
  }
}
