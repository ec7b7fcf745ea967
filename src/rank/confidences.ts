import { type ConfidenceModel, type ConfidenceView, confidence } from './confidence.js'
import type { Wish } from './coverOrder.js'
import type { TaskQuery } from './RankableCatalog.js'
import type { ScoredTool } from './ScoredTool.js'
import type { SteadyScores } from './SteadyScores.js'
import type { TaskScorer } from './TaskScorer.js'

/** Ranks, from 0, whose mean score stands for the tools that are not right. */
const FOLLOWING = [5, 15] as const

/** Parts of a task that are looked at, at most: each costs a look at every tool. */
const MAX_ASKED = 6

/** `ahead` and `above` of a ranking without other tools. */
const ALONE = 5

/**
 * Where the embedder knows a smaller share of a task's words, similarities mean little. English tasks of train/ stay above
 * two thirds, French, German and Spanish ones at or below a half.
 */
export const LOW_COVERAGE = 0.6

/** What a ranking's confidences are computed from. */
export interface ConfidenceInput {
  query: TaskQuery
  scorer: TaskScorer
  /** Parts of the task that may each be a wish. */
  wishes: readonly Wish[]
  /** Positions that were ranked. */
  candidates: readonly number[]
}

/** The confidence of each tool of a ranking. */
export function confidencesOf(
  views: readonly ConfidenceView[],
  query: TaskQuery,
  model: ConfidenceModel,
): number[] {
  const trust = coverageTrust(query.coverage)
  return views.map((view) => trust * confidence(view, model))
}

/** The tools of a ranking, in order of rank, as confidence sees them. */
export function confidenceViews(ranked: readonly ScoredTool[], input: ConfidenceInput): ConfidenceView[] {
  const { query, scorer, wishes, candidates } = input
  const steady = scorer.steady(candidates)
  // Whether a part is looked at must not depend on the catalog: confidence would rise where one more tool makes it a wish.
  const asked = wishes
    .filter((wish) => wish.asked)
    .slice(0, MAX_ASKED)
    .map((wish) => wish.scorer.steady(candidates))
  const terms = Math.max(1, query.terms.length)
  const parts = query.parts ?? 1
  const scores = ranked.map(({ score }) => score)
  const [most, second] = twoHighest(scores)
  const following = scores.slice(...FOLLOWING)
  const mean = following.reduce((sum, score) => sum + score, 0) / following.length
  return ranked.map((tool) => view(tool, { steady, asked, scorer, terms, parts, most, second, mean }))
}

interface Context {
  steady: SteadyScores
  asked: readonly SteadyScores[]
  scorer: TaskScorer
  terms: number
  parts: number
  most: number
  second: number
  mean: number
}

function view(tool: ScoredTool, context: Context): ConfidenceView {
  const { position, rank, score, similarityZ, lexical } = tool
  const { steady, asked, scorer, terms, parts, most, second, mean } = context
  const { lead, crowdLead } = steady.leads(position)
  let wishLead = lead
  let wishCrowdLead = crowdLead
  for (const one of asked) {
    const leads = one.leads(position)
    wishLead = Math.max(wishLead, leads.lead)
    wishCrowdLead = Math.max(wishCrowdLead, leads.crowdLead)
  }
  const best = score === most ? second : most
  return {
    score,
    similarityZ,
    lexical,
    cover: steady.cover(position),
    lead,
    crowdLead,
    wishLead,
    wishCrowdLead,
    ahead: Number.isFinite(best) ? score - best : ALONE,
    above: Number.isNaN(mean) ? ALONE : score - mean,
    rank,
    terms,
    parts,
    nameShare: () => scorer.nameShare(position),
  }
}

function twoHighest(scores: readonly number[]): [number, number] {
  let most = Number.NEGATIVE_INFINITY
  let second = Number.NEGATIVE_INFINITY
  for (const score of scores) {
    if (score > most) {
      second = most
      most = score
    } else if (score > second) second = score
  }
  return [most, second]
}

/** What every confidence of a task is multiplied by: below 1 where the embedder knows few of its words. */
export function coverageTrust(coverage = 1): number {
  return Math.min(1, coverage / LOW_COVERAGE)
}
