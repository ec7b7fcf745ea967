import type { ModelPrices } from '../tokens/prices/ModelPrices.js'
import type { Bill } from './Bill.js'
import type { Conversation } from './Conversation.js'
import type { PolicyName } from './Policy.js'
import type { ToolCosts, ToolCostsInput } from './ToolCosts.js'

/** Shares of the tools which tasks need that each policy shows to the model, 0 to 1, as an eval run has measured them. */
export type PolicyRecall = { readonly [Name in Exclude<PolicyName, 'everything'>]?: number | undefined }

/** Options of `planConversation`. Unknown keys are the error `option-unknown`. */
export interface PlanOptions {
  /** Id of the model, as the table of prices has it. */
  readonly model: string
  /** What tools cost in tokens, counted as this model counts. */
  readonly tools: ToolCostsInput
  /** What differs from the defaults. */
  readonly conversation?: { readonly [Key in keyof Conversation]?: Conversation[Key] | undefined } | undefined
  /** By model; default: the table that ships with toolcrib. `parsePrices` reads one of your own. */
  readonly prices?: ReadonlyMap<string, ModelPrices> | undefined
  /** Default: unknown. Sending everything shows all tools, and needs no figure. */
  readonly recall?: PolicyRecall | undefined
  /** Recall that the named policy must be known to keep, above 0, at most 1. Default: none, money alone decides. */
  readonly targetRecall?: number | undefined
}

/** What the conversation costs under one policy. */
export interface PolicyCost extends Bill {
  readonly policy: PolicyName
  /** True where toolcrib chooses the tools. */
  readonly selects: boolean
  /** USD of the policy as a share of those of sending everything; 1 where both are 0. */
  readonly ofEverything: number
  readonly usdPerTurn: number
  /** Input tokens of a turn that are processed anew, cached afterwards or not: they make the user wait. Mean over turns. */
  readonly prefillPerTurn: number
  /** Requests that are made only to find tools. */
  readonly extraRequests: number
  /** Null where it is unknown. */
  readonly recall: number | null
  /** Null where there is no target, or the recall is unknown. */
  readonly keepsTarget: boolean | null
}

/** Where a policy and sending everything change places, all else being equal. */
export interface BreakEven {
  readonly policy: PolicyName
  /**
   * How the policy stands to sending everything by the number of turns: each element holds from its number of turns on,
   * the first from 1.
   */
  readonly turns: readonly { readonly from: number; readonly stands: 'cheaper' | 'dearer' | 'equal' }[]
  /** Tokens of a catalog from which on the policy is cheaper, up to 1 million; null where it is not there. */
  readonly catalogTokens: number | null
  /** Tokens of history from which on the policy is dearer, up to 1 million; null where it is not there. */
  readonly historyTokens: number | null
}

/** What to do, in words and as data. */
export interface Verdict {
  /** The cheapest policy that is known to keep the target; without a target the cheapest of all. */
  readonly policy: PolicyName
  readonly usd: number
  /** USD less than sending everything, 0 or more. */
  readonly savedUsd: number
  /** The same as a share, 0 to 1. */
  readonly savedShare: number
  /** Of the named policy; null where it is unknown. */
  readonly recall: number | null
  /**
   * `pays`: a selection costs less than everything, and keeps the target where there is one; `does-not-pay`: none does;
   * `recall-unknown`: one costs less, and whether it keeps the target is not known.
   */
  readonly selection: 'pays' | 'does-not-pay' | 'recall-unknown'
  /** Policies that cost less than the named one and whose recall is unknown, cheapest first. Empty without a target. */
  readonly cheaperUnknown: readonly PolicyName[]
  /** The verdict for people, most important first. */
  readonly sentences: readonly string[]
}

/** What a conversation costs, and which policy to take. Plain data. */
export interface Plan {
  readonly model: ModelPrices
  readonly conversation: Conversation
  readonly tools: ToolCosts
  readonly targetRecall: number | null
  /** In the order of `POLICY_NAMES`, those that the provider offers. */
  readonly policies: readonly PolicyCost[]
  readonly unavailable: readonly { readonly policy: PolicyName; readonly reason: string }[]
  /** One for each policy but `everything`. */
  readonly breakEven: readonly BreakEven[]
  /** The cheapest policy by the number of turns, each from its number on; ties go to the first of `POLICY_NAMES`. */
  readonly cheapestByTurns: readonly { readonly from: number; readonly policy: PolicyName }[]
  /** Up to so many turns were looked at. */
  readonly turnsLookedAt: number
  readonly verdict: Verdict
}
