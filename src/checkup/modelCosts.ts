import { conversationBill } from '../plan/closedForm.js'
import type { Plan } from '../plan/Plan.js'
import type { PolicyName } from '../plan/Policy.js'
import { ALL_POLICIES } from '../plan/policies/policies.js'
import { PRICES } from '../tokens/prices/PRICES.js'

/** The policies that are compared by model: all tools, and what `toolcrib report` may advise. */
export const COMPARED_POLICIES = [
  'everything',
  'append-inline',
  'append',
  'per-turn',
  'meta-tools',
] as const satisfies PolicyName[]

/** What the same conversation costs on one model, with its prompt cache or without. */
export interface ModelCost {
  model: string
  cached: boolean
  /** USD, in the order of {@link COMPARED_POLICIES}; null where the provider does not offer it. */
  usd: (number | null)[]
}

/** The conversation of a plan on every model with a price. Token counts stay those of the plan, though models count differently. */
export function modelCosts({ conversation, tools }: Plan): ModelCost[] {
  const life = conversation.cache === 'off' ? 'short' : conversation.cache
  return [...PRICES.values()].flatMap((model) =>
    [true, false].map((cached): ModelCost => {
      const input = { model, tools, conversation: { ...conversation, cache: cached ? life : 'off' } } as const
      const usdOf = (name: PolicyName) => {
        const policy = ALL_POLICIES.find((one) => one.name === name)!
        return policy.unavailable(model) === undefined ? conversationBill(policy, input).usd : null
      }
      return { model: model.model, cached, usd: COMPARED_POLICIES.map(usdOf) }
    }),
  )
}
