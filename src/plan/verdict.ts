import { isCheaper } from './isCheaper.js'
import type { BreakEven, PolicyCost, Verdict } from './Plan.js'
import { verdictSentences } from './verdictSentences.js'

/** What a verdict is given on. */
export interface VerdictInput {
  /** Cost of every policy that can be had, `everything` among them. */
  readonly policies: readonly PolicyCost[]
  readonly breakEven: readonly BreakEven[]
  /** Tokens of messages before the first turn. */
  readonly historyTokens: number
  /** Null: money alone decides. */
  readonly targetRecall: number | null
}

/** Names the policy to take, and says whether selection pays. */
export function verdictOn(input: VerdictInput): Verdict {
  const { policies, targetRecall } = input
  const everything = policies.find(({ policy }) => policy === 'everything')!
  const named = cheapest(policies.filter((cost) => targetRecall === null || cost.keepsTarget === true))
  const unknown = policies
    .filter((cost) => targetRecall !== null && cost.recall === null && isCheaper(cost.usd, named.usd))
    .sort((a, b) => a.usd - b.usd)
  const savedUsd = Math.max(0, everything.usd - named.usd)
  const data = {
    policy: named.policy,
    usd: named.usd,
    savedUsd,
    savedShare: everything.usd === 0 ? 0 : savedUsd / everything.usd,
    recall: named.recall,
    selection: selectionStands(policies, everything),
    cheaperUnknown: unknown.map(({ policy }) => policy),
  }
  return { ...data, sentences: verdictSentences(data, input) }
}

/** The first of the least dear. */
function cheapest(policies: readonly PolicyCost[]): PolicyCost {
  return policies.reduce((best, cost) => (isCheaper(cost.usd, best.usd) ? cost : best))
}

function selectionStands(policies: readonly PolicyCost[], everything: PolicyCost): Verdict['selection'] {
  const cheaper = policies.filter(
    ({ selects, usd, keepsTarget }) => selects && keepsTarget !== false && isCheaper(usd, everything.usd),
  )
  if (cheaper.length === 0) return 'does-not-pay'
  const target = everything.keepsTarget !== null
  return !target || cheaper.some(({ keepsTarget }) => keepsTarget === true) ? 'pays' : 'recall-unknown'
}
