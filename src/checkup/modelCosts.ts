import type { Plan } from '../plan/Plan.js'
import type { PolicyName } from '../plan/Policy.js'
import { planConversation } from '../plan/planConversation.js'
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
  const cache = conversation.cache === 'off' ? 'short' : conversation.cache
  return [...PRICES.keys()].flatMap((model) =>
    [true, false].map((cached): ModelCost => {
      const { policies } = planConversation({
        model,
        tools,
        conversation: { ...conversation, cache: cached ? cache : 'off' },
      })
      const usdOf = (name: PolicyName) => policies.find(({ policy }) => policy === name)?.usd ?? null
      return { model, cached, usd: COMPARED_POLICIES.map(usdOf) }
    }),
  )
}
