import { type Logistic, probability } from './logistic.js'

/** One tool of a ranking, as its confidence sees it. */
export interface ConfidenceView {
  /** Fused score. */
  score: number
  /** Similarity in standard deviations over the cohort. */
  similarityZ: number
  /** BM25 as a share of what the task could attain, 0 to 1. */
  lexical: number
  /** Share of the task's words that the tool has, 0 to 1. */
  cover: number
  /** How far its steady score is ahead of the best other one, and of the mean of the 30 best others. */
  lead: number
  crowdLead: number
  /**
   * `lead` and `crowdLead` for the part of the task, of those that say what to do, for which they are highest; the same as
   * those where they are higher for the whole.
   */
  wishLead: number
  wishCrowdLead: number
  /** Score minus the best other score of the ranking, and minus the mean score at ranks 6 to 15. */
  ahead: number
  above: number
  /** From 1. */
  rank: number
  /** Distinct terms of the task, 1 or more, and parts that may each be a wish, 1 or more. */
  terms: number
  parts: number
  /** Share of the terms of the tool's name that stand in the task, 0 to 1. A function: only some models look. */
  nameShare: () => number
}

/** What a confidence model may look at, by name. */
export const FEATURES = {
  score: (view) => view.score,
  z: (view) => view.similarityZ,
  lexical: (view) => view.lexical,
  cover: (view) => view.cover,
  lead: (view) => view.lead,
  crowdLead: (view) => view.crowdLead,
  wishLead: (view) => view.wishLead,
  wishCrowdLead: (view) => view.wishCrowdLead,
  ahead: (view) => view.ahead,
  above: (view) => view.above,
  logRank: (view) => Math.log(view.rank),
  logTerms: (view) => Math.log(view.terms),
  parts: (view) => view.parts,
  nameShare: (view) => view.nameShare(),
} as const satisfies Record<string, (view: ConfidenceView) => number>

/** Name of a feature of {@link FEATURES}. */
export type Feature = keyof typeof FEATURES

/** A logistic function of named features. */
export interface ConfidenceModel extends Logistic {
  /** One a weight. */
  features: readonly Feature[]
}

/** The values of features for one tool. */
export function featureValues(view: ConfidenceView, features: readonly Feature[]): number[] {
  return features.map((name) => FEATURES[name](view))
}

/** Probability that the tool is needed for the task, 0 to 1. */
export function confidence(view: ConfidenceView, model: ConfidenceModel): number {
  return probability(featureValues(view, model.features), model)
}
