import type { ConfidenceModel } from '../rank/confidence.js'
import type { FusionWeights } from '../rank/fusion.js'

/** Tools that `rank` returns and that `select` hands out at most, unless the caller says otherwise. */
export const DEFAULT_LIMIT = 10

/** Ranked tools beyond the limit that are still tried when larger ones do not fit the token budget. */
export const SPARE_CANDIDATES = 40

/** Tools named in `left`. */
export const MAX_LEFT = 10

/** Chosen on train/ by `npm run model:fusion`; never on the dev sets. */
export const FUSION: FusionWeights = Object.freeze({ dense: 1, lexical: 6 })

/** Fitted on train/ by `npm run model:fusion`. */
export const CONFIDENCE: ConfidenceModel = Object.freeze({
  bias: -4,
  similarityZ: 0.6,
  lexical: 4,
  lead: 1,
  logRank: -0.8,
})
