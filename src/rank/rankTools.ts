import { explain } from './explain.js'
import type { DenseSignal, RankableCatalog, RankLimits, TaskQuery } from './RankableCatalog.js'
import type { RankedTool } from './Ranking.js'
import { scoreTools } from './scoreTools.js'

/** Ranks tools with evidence for each, best first, ties by position. A pure function. */
export function rankTools(
  catalog: RankableCatalog,
  query: TaskQuery,
  search: { dense: DenseSignal; limits: RankLimits },
): RankedTool[] {
  return scoreTools(catalog, query, search).map((scored) => explain(catalog, query, scored))
}
