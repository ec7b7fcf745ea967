import { explain } from './explain.js'
import type { RankableCatalog, TaskQuery } from './RankableCatalog.js'
import type { RankedTool } from './Ranking.js'
import { type RankSearch, scoreTools } from './scoreTools.js'

/** Ranks tools with evidence for each, best first, ties by position. A pure function. */
export function rankTools(catalog: RankableCatalog, query: TaskQuery, search: RankSearch): RankedTool[] {
  const { items, scorer } = scoreTools(catalog, query, search)
  return items.map((scored) => explain(scored, scorer))
}
