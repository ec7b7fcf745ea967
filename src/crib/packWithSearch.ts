import { CribError } from '../errors.js'
import type { ItemCost } from '../tokens/listCost.js'
import type { ToolDefinition } from '../tool/Tool.js'
import type { CatalogCosts } from './CostKeeper.js'
import { type Offered, type PackOptions, packTools, type ToolPacking } from './packTools.js'

/** The search tool, as it may stand in a list. */
export interface SearchOffer {
  definition: ToolDefinition
  cost: ItemCost
  /** True: it stands there or the limits are an error. False: where it would displace the best tool or the last one for a wish, it is left out. */
  required: boolean
}

/** What was packed, and the search tool where it stands beside it. */
export interface SearchPacking {
  packing: ToolPacking
  search: SearchOffer | undefined
}

/**
 * Packs tools and, where something is left out, the search tool, under the same limits. Throws `pins-over-budget` where the
 * pinned tools, or a search tool that is required, exceed them.
 */
export function packWithSearch(
  offered: readonly Offered[],
  input: { costs: CatalogCosts; candidates: number; search: SearchOffer | undefined },
  options: Omit<PackOptions, 'beside'>,
): SearchPacking {
  const { costs, candidates, search } = input
  const without = () => packTools(offered, costs, { ...options, beside: [] })
  if (search === undefined) return { packing: without(), search }
  const packing = attempt(() => packTools(offered, costs, { ...options, beside: [besideOf(search)] }))
  if (packing instanceof CribError) {
    if (search.required) throw packing
    return { packing: without(), search: undefined }
  }
  if (search.required) return { packing, search }
  const best = offered[0]
  const served = ({ chosen, uncovered }: ToolPacking) => ({
    best: best === undefined || chosen.some((tool) => tool.offered === best),
    tools: chosen.length,
    uncovered,
  })
  const beside = served(packing)
  if (beside.tools < candidates && beside.best && beside.uncovered === 0) return { packing, search }
  const alone = without()
  const only = served(alone)
  const isDisplacing =
    only.tools >= candidates ||
    (only.best && !beside.best) ||
    only.uncovered < beside.uncovered ||
    (only.tools > 0 && beside.tools === 0)
  return isDisplacing ? { packing: alone, search: undefined } : { packing, search }
}

function besideOf({ definition, cost }: SearchOffer) {
  return { wireName: definition.name, cost }
}

function attempt(pack: () => ToolPacking): ToolPacking | CribError {
  try {
    return pack()
  } catch (error) {
    if (CribError.is(error) && error.code === 'pins-over-budget') return error as CribError
    throw error
  }
}
