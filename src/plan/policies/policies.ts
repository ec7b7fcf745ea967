import { POLICY_NAMES, type Policy, type PolicyName } from '../Policy.js'
import { append } from './append.js'
import { appendInline } from './appendInline.js'
import { deferred } from './deferred.js'
import { everything } from './everything.js'
import { fixed } from './fixed.js'
import { metaTools } from './metaTools.js'
import { perTurn } from './perTurn.js'

/** Every policy by its name. */
export const POLICIES: Readonly<Record<PolicyName, Policy>> = {
  everything,
  fixed,
  'per-turn': perTurn,
  append,
  'append-inline': appendInline,
  'meta-tools': metaTools,
  deferred,
}

/** All policies, in the order of `POLICY_NAMES`. */
export const ALL_POLICIES: readonly Policy[] = POLICY_NAMES.map((name) => POLICIES[name])
