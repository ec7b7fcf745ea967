import type { FusionWeights } from '../rank/fusion.js'
import type { Level } from '../tool/Level.js'

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

/** Near-copies among them: fifty copies must not hide what else was left. */
export const MAX_LEFT_COPIES = 5

/** Chosen on train/ by `npm run model:fusion`; never on the dev sets. */
export const FUSION: FusionWeights = Object.freeze({ dense: 1, lexical: 12 })

/** Tools that are ranked where a recall is asked for, and so the most that are handed out then. */
export const RECALL_DEPTH = 120

/** Levels that tools are handed out at unless the caller says otherwise: those that a model can call from. */
export const DEFAULT_LEVELS: readonly Level[] = Object.freeze(['full', 'compact', 'signature'])

/**
 * What a tool is worth to a model at a level, as a share of its full definition: a convention, not a measurement. A
 * signature lets a model call the tool but leaves out what its parameters mean; a name alone only says that it exists.
 */
export const LEVEL_VALUES: Readonly<Record<Level, number>> = Object.freeze({
  full: 1,
  compact: 0.99,
  signature: 0.95,
  name: 0.05,
})

/** Most tokens of the answer of a search. */
export const SEARCH_TOKENS = 1_500
