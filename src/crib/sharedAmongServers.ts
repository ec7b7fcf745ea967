import { ServerCounts, serverLimit } from '../budget/serverLimit.js'
import type { ScoredTool } from '../rank/ScoredTool.js'

/** The best `limit` tools, of one server at most its share of them (see `serverLimit`); ranks stay as they are. */
export function sharedAmongServers(
  scored: readonly ScoredTool[],
  limit: number,
  maxShare: number | undefined,
): readonly ScoredTool[] {
  if (maxShare === undefined) return scored
  const servers = new ServerCounts(serverLimit(maxShare, limit))
  const taken: ScoredTool[] = []
  for (const item of scored) {
    if (taken.length >= limit) break
    if (servers.isFull(item.tool.server)) continue
    servers.add(item.tool.server)
    taken.push(item)
  }
  return taken
}
