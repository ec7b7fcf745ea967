import { pricesOf } from '../tokens/prices/pricesOf.js'
import type { Bill } from './Bill.js'
import { type Billed, breakEvens } from './breakEvens.js'
import { type Conversation, DEFAULT_CONVERSATION } from './Conversation.js'
import { checkPlanOptions } from './checkPlanOptions.js'
import { billsByTurn } from './closedForm.js'
import { isCheaper } from './isCheaper.js'
import type { Plan, PlanOptions, PolicyCost } from './Plan.js'
import type { Policy, PolicyInput } from './Policy.js'
import { everything } from './policies/everything.js'
import { ALL_POLICIES } from './policies/policies.js'
import { completeToolCosts } from './ToolCosts.js'
import { verdictOn } from './verdict.js'

/** Conversations of at least so many turns are looked at, however short the one that is asked about. */
const LEAST_TURNS_LOOKED_AT = 100

/**
 * What a conversation costs under every policy that the model's provider offers, where policies change places, and which
 * one to take. Pure; all figures are the model's list prices over a described conversation, not a measurement.
 *
 * @throws CribError `option-unknown`, `option-invalid`, `price-unknown`
 */
export function planConversation(options: PlanOptions): Plan {
  checkPlanOptions(options)
  const model = pricesOf(options.model, options.prices)
  const conversation = completeConversation(options.conversation ?? {})
  const input: PolicyInput = { model, conversation, tools: completeToolCosts(options.tools) }
  const turnsLookedAt = Math.max(conversation.turns, LEAST_TURNS_LOOKED_AT)
  const offered = ALL_POLICIES.filter((policy) => policy.unavailable(model) === undefined)
  const billed = offered.map((policy) => ({ policy, bills: billsByTurn(policy, input, turnsLookedAt) }))
  const base = billed.find(({ policy }) => policy === everything)!.bills
  const targetRecall = options.targetRecall ?? null
  const policies = billed.map((of) => policyCost(of, input, { options, base }))
  const points = breakEvens(billed, input)
  return {
    ...input,
    targetRecall,
    policies,
    unavailable: ALL_POLICIES.flatMap((policy) => {
      const reason = policy.unavailable(model)
      return reason === undefined ? [] : [{ policy: policy.name, reason }]
    }),
    breakEven: points,
    cheapestByTurns: cheapestByTurns(billed),
    turnsLookedAt,
    verdict: verdictOn({
      policies,
      breakEven: points,
      historyTokens: conversation.historyTokens,
      targetRecall,
    }),
  }
}

/** Fills in what was not given; an option that is undefined is not given. */
function completeConversation(given: NonNullable<PlanOptions['conversation']>): Conversation {
  const set = Object.entries(given).filter(([, value]) => value !== undefined)
  return { ...DEFAULT_CONVERSATION, ...Object.fromEntries(set) }
}

function policyCost(
  { policy, bills }: Billed,
  { conversation }: PolicyInput,
  { options, base }: { options: PlanOptions; base: readonly Bill[] },
): PolicyCost {
  const { turns, toolCallsPerTurn } = conversation
  const bill = bills[turns - 1]!
  const all = base[turns - 1]!.usd
  const recall = policy.name === 'everything' ? 1 : (options.recall?.[policy.name] ?? null)
  const { targetRecall } = options
  return {
    policy: policy.name,
    selects: policy.selects,
    ...bill,
    ofEverything: all === 0 ? 1 : bill.usd / all,
    usdPerTurn: bill.usd / turns,
    prefillPerTurn: (bill.written + bill.uncached) / turns,
    extraRequests: bill.requests - turns * (toolCallsPerTurn + 1),
    recall,
    keepsTarget: targetRecall === undefined || recall === null ? null : recall >= targetRecall,
  }
}

function cheapestByTurns(billed: readonly Billed[]): Plan['cheapestByTurns'] {
  const stretches: { from: number; policy: Policy['name'] }[] = []
  for (const at of billed[0]!.bills.keys()) {
    const best = billed.reduce((a, b) => (isCheaper(b.bills[at]!.usd, a.bills[at]!.usd) ? b : a))
    if (stretches.at(-1)?.policy !== best.policy.name)
      stretches.push({ from: at + 1, policy: best.policy.name })
  }
  return stretches
}
