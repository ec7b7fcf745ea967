/** What the confidence of one tool is estimated from. */
export interface ConfidenceFeatures {
  /** Its fused score. */
  score: number
  /** How far the first tool is ahead of the second, 0 or more; 0 for every other tool. */
  lead: number
  /** Place in the ranking, from 1. */
  rank: number
}

/** Coefficients of the logistic function; with these signs confidence never rises with rank. */
export interface ConfidenceModel {
  bias: number
  /** 0 or more. */
  score: number
  /** 0 or more. */
  lead: number
  /** 0 or less. */
  logRank: number
}

/**
 * Probability that a tool is right for the task, 0 to 1: a logistic function of its features. A first estimate, fitted
 * on train/; it is not calibrated to the user's own catalog.
 */
export function confidence({ score, lead, rank }: ConfidenceFeatures, model: ConfidenceModel): number {
  const logit = model.bias + model.score * score + model.lead * lead + model.logRank * Math.log(rank)
  return 1 / (1 + Math.exp(-logit))
}
