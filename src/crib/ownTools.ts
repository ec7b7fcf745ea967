import { CribError } from '../errors.js'
import { showValue } from '../text/showValue.js'
import type { ItemCost } from '../tokens/listCost.js'
import type { Catalog } from '../tool/Catalog.js'
import type { ToolDefinition } from '../tool/Tool.js'
import type { CatalogCosts } from './CostKeeper.js'

/** A definition of the host's own, and what it costs. */
export interface OwnTool {
  definition: ToolDefinition
  cost: ItemCost
}

/** Measures the host's own definitions. Throws `option-invalid` where a name stands twice in the list that would come of it. */
export function ownTools(
  definitions: readonly ToolDefinition[],
  catalog: Catalog,
  costs: CatalogCosts,
): OwnTool[] {
  const names = new Set<string>()
  return definitions.map((definition) => {
    const { name } = definition
    if (names.has(name) || catalog.get(name) !== undefined) throw taken(name)
    names.add(name)
    return { definition, cost: costs.measure(JSON.stringify(definition)) }
  })
}

function taken(name: string): CribError {
  const message = `The own tool ${showValue(name)} has the name of another tool of the list. Give it a name of its own.`
  return new CribError('option-invalid', message, { details: { option: 'own', value: name } })
}
