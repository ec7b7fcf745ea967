import { contributionsOf } from './contributions.js'
import type { Evidence, RankedTool } from './Ranking.js'
import type { ScoredTool } from './ScoredTool.js'
import type { TaskScorer } from './TaskScorer.js'

/** What of a tool met the task: enough for reasons. */
export type MatchedEvidence = Omit<Evidence, 'contributions'>

/** Gathers the evidence of a scored tool: which terms of the task it has, where, and how much they count. `scorer`: of the whole task. */
export function explain(scored: ScoredTool, scorer: TaskScorer): RankedTool {
  const { tool, rank, score, confidence } = scored
  const evidence = matchedEvidence(scored, scorer) as Evidence
  evidence.contributions = contributionsOf(scored, scorer)
  const ranked: RankedTool = { tool, rank, score, confidence, evidence }
  if (scored.intent !== undefined) ranked.intent = scored.intent
  return ranked
}

/** The evidence without what the score is made of, which takes as long again. */
export function matchedEvidence(scored: ScoredTool, scorer: TaskScorer): MatchedEvidence {
  const { similarity, similarityZ, lexical, position, shift } = scored
  const matches = scorer.matches(position)
  const total = matches.reduce((sum, match) => sum + match.score, 0)
  const terms = matches.map(({ word, field, score: part }) => ({
    term: word,
    field,
    share: total > 0 ? part / total : 0,
  }))
  const evidence: MatchedEvidence = {
    similarity,
    hubness: scorer.hubness(position),
    similarityZ,
    lexical,
    terms,
  }
  if (shift !== undefined) evidence.feedback = shift
  return evidence
}
