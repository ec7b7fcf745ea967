import type { BenchSet } from './BenchSet.js'
import { toolRows } from './toolRows.js'

/** Server key by tool id, for tools that have one. */
export function serversOf({ sources }: Pick<BenchSet, 'sources'>): Map<string, string> {
  const servers = new Map<string, string>()
  for (const source of sources) {
    if (source.server === undefined) continue
    for (const row of toolRows([source])) servers.set(row.id, source.server)
  }
  return servers
}
