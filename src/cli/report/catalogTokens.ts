import type { CatalogTokens } from '../../checkup/CheckupInput.js'
import type { Crib } from '../../crib/Crib.js'
import { loadTokenCounter } from '../../tokens/loadTokenCounter.js'
import { billingFor } from '../../tokens/render/billingFor.js'
import { countTools } from '../../tokens/render/countTools.js'
import { sentDefinitions } from '../costDocument.js'

/** Tokens of all tools: as `model` is billed for them, or of the list as JSON. Throws `model-unknown`. */
export async function catalogTokens(crib: Crib, model: string | undefined): Promise<CatalogTokens> {
  if (model === undefined) {
    const { total, counter, tools } = await crib.cost()
    return {
      total,
      tools,
      counted: `Tokens of the definitions as JSON, counted by ${counter}; --model counts them as a model is billed.`,
    }
  }
  const billing = billingFor({ model })
  const counted = countTools(
    billing,
    sentDefinitions(crib.catalog),
    await loadTokenCounter(billing.tokenizer),
  )
  const assumed = billing.assumed === undefined ? '' : ` Assumed: ${billing.assumed}.`
  return {
    total: counted.tokens,
    tools: new Map(crib.catalog.tools.map(({ id }, at) => [id, counted.tools[at]!.tokens])),
    counted: `Tokens as ${model} is billed for them, hidden prompt included (${counted.kind}; ${counted.source}, ${counted.date}).${assumed}`,
  }
}
