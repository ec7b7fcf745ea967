import { contributionsOf } from './contributions.js'
import type { RankedTool } from './Ranking.js'
import type { ScoredTool } from './ScoredTool.js'
import type { TaskScorer } from './TaskScorer.js'

/** Gathers the evidence of a scored tool: which terms of the task it has, where, and how much they count. `scorer`: of the whole task. */
export function explain(scored: ScoredTool, scorer: TaskScorer): RankedTool {
  const { tool, rank, score, confidence, similarity, similarityZ, lexical, position } = scored
  const matches = scorer.matches(position)
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
    evidence: {
      similarity,
      hubness: scorer.hubness(position),
      similarityZ,
      lexical,
      terms,
      contributions: contributionsOf(scored, scorer),
    },
  }
  if (scored.shift !== undefined) ranked.evidence.feedback = scored.shift
  if (scored.intent !== undefined) ranked.intent = scored.intent
  return ranked
}
