/** What the confidence of one tool is estimated from. */
export interface ConfidenceFeatures {
  /** Similarity in standard deviations over the cohort. */
  similarityZ: number
  /** Lexical share, 0 to 1. */
  lexical: number
  /** Its score minus the best score of the others: above 0 for the first tool only. */
  lead: number
  /** Place in the ranking, from 1. */
  rank: number
}

/** Coefficients of the logistic function, in the order of the features. */
export interface ConfidenceModel {
  bias: number
  similarityZ: number
  lexical: number
  lead: number
  logRank: number
}

/**
 * Probability that a tool is right for the task, 0 to 1: a logistic function of its features. A first estimate, fitted
 * on train/; it is not calibrated to the user's own catalog.
 */
export function confidence(features: ConfidenceFeatures, model: ConfidenceModel): number {
  const logit =
    model.bias +
    model.similarityZ * features.similarityZ +
    model.lexical * features.lexical +
    model.lead * features.lead +
    model.logRank * Math.log(features.rank)
  return 1 / (1 + Math.exp(-logit))
}
