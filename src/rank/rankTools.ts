import { explain } from './explain.js'
import type { RankableCatalog, TaskQuery } from './RankableCatalog.js'
import type { RankedTool } from './Ranking.js'
import { type RankSearch, scoreTools } from './scoreTools.js'

/** Ranks tools with evidence for each, best first, ties by position. A pure function. */
export function rankTools(catalog: RankableCatalog, query: TaskQuery, search: RankSearch): RankedTool[] {
  return scoreTools(catalog, query, search).items.map((scored) => explain(catalog, query, scored))
}
