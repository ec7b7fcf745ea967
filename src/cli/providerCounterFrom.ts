import { CribError } from '../errors.js'
import { billingFor } from '../tokens/render/billingFor.js'
import type { ModelFamily } from '../tokens/render/Provider.js'
import type { ProviderCounter } from '../tokens/render/ProviderCounter.js'
import type { CliIo } from './CliIo.js'

/** The exact counter of a model, with key and address from the environment. Throws `usage` where there is no key. */
export async function providerCounterFrom(model: string, io: Pick<CliIo, 'env'>): Promise<ProviderCounter> {
  const { COUNT_ENDPOINTS } = await import('../tokens/render/drivers/countEndpoints.js')
  const { keyVariables, urlVariable } = COUNT_ENDPOINTS[billingFor({ model }).provider as ModelFamily]
  // An empty variable is how shells and CI systems say that there is none.
  const apiKey = keyVariables.map((name) => io.env[name]).find(Boolean)
  if (apiKey === undefined)
    throw new CribError('usage', `--exact needs the provider's key. Set ${keyVariables.join(' or ')}.`, {
      details: { argument: '--exact' },
    })
  const { createProviderCounter } = await import('../tokens/render/drivers/providerCounter.js')
  return createProviderCounter({ model, apiKey, url: io.env[urlVariable] || undefined })
}
