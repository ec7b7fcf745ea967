import type { RankableCatalog, TaskQuery } from './RankableCatalog.js'
import type { RankedTool } from './Ranking.js'
import type { ScoredTool } from './ScoredTool.js'

/** Gathers the evidence of a scored tool: which terms of the task it has, where, and how much they count. */
export function explain(catalog: RankableCatalog, query: TaskQuery, scored: ScoredTool): RankedTool {
  const { tool, rank, score, confidence, similarity, similarityZ, lexical, position } = scored
  const matches = catalog.lexical.matches(query.terms, position)
  const total = matches.reduce((sum, match) => sum + match.score, 0)
  const terms = matches.map(({ word, field, score: part }) => ({
    term: word,
    field,
    share: total > 0 ? part / total : 0,
  }))
  const ranked: RankedTool = {
    tool,
    rank,
    score,
    confidence,
    evidence: { similarity, similarityZ, lexical, terms },
  }
  if (scored.intent !== undefined) ranked.intent = scored.intent
  return ranked
}
