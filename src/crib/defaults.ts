import type { ConfidenceModel } from '../rank/confidence.js'
import type { FusionWeights } from '../rank/fusion.js'

/** Tools that `rank` returns and that `select` hands out at most, unless the caller says otherwise. */
export const DEFAULT_LIMIT = 10

/** Ranked tools beyond the limit that are still tried when larger ones do not fit the token budget. */
export const SPARE_CANDIDATES = 40

/**
 * Tools of lower confidence are not handed out, the best one aside: filling up a budget with them costs tokens and
 * helps in one task of thirty at most.
 */
export const MIN_CONFIDENCE = 0.03

/** Tools named in `left`. */
export const MAX_LEFT = 10

/** Chosen on train/ by `npm run model:fusion`; never on the dev sets. */
export const FUSION: FusionWeights = Object.freeze({ dense: 1, lexical: 12 })

/** Fitted on train/ by `npm run model:confidence`; expected calibration error 0.04 to 0.13 on sets left out. */
export const CONFIDENCE: ConfidenceModel = Object.freeze({
  bias: -1.329,
  score: 0.132,
  lead: 0.366,
  logRank: -1.03,
})
