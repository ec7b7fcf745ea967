import { type ItemCost, listTokens, measureItem } from '../tokens/listCost.js'
import type { TokenCounter } from '../tokens/TokenCounter.js'
import type { Catalog } from '../tool/Catalog.js'
import type { Tool } from '../tool/Tool.js'
import { wireDefinition } from '../tool/wireDefinition.js'

/** What the tools of one catalog cost, for one counter. */
export interface CatalogCosts {
  counter: TokenCounter
  /** Cost of the tool of that id. */
  itemOf(id: string): ItemCost
  /** Tokens of the whole catalog as one list, sorted by wire name. */
  total: number
}

/** Counts definitions and remembers the counts by content, so that an update counts only what changed. */
export class CostKeeper {
  readonly #load: () => Promise<TokenCounter>
  #known = new Map<string, ItemCost>()
  #last: { catalog: Catalog; costs: CatalogCosts } | undefined

  /** `load` gives the counter, the same each time; it is called when a catalog is counted first. */
  constructor(load: () => Promise<TokenCounter>) {
    this.#load = load
  }

  /** The costs of a catalog; counted at the first call. */
  async costs(catalog: Catalog): Promise<CatalogCosts> {
    if (this.#last?.catalog === catalog) return this.#last.costs
    const costs = this.#count(catalog, await this.#load())
    this.#last = { catalog, costs }
    return costs
  }

  #count(catalog: Catalog, counter: TokenCounter): CatalogCosts {
    const known = new Map<string, ItemCost>()
    const items = new Map<string, ItemCost>()
    for (const tool of catalog.tools) {
      const name = catalog.wireName(tool.id)
      const key = `${tool.hash} ${name}`
      const cost = this.#known.get(key) ?? measure(counter, tool, name)
      known.set(key, cost)
      items.set(tool.id, cost)
    }
    this.#known = known
    return { counter, itemOf: (id) => items.get(id)!, total: total(counter, catalog, items) }
  }
}

function measure(counter: TokenCounter, tool: Tool, name: string): ItemCost {
  return measureItem(counter, JSON.stringify(wireDefinition(tool, name)))
}

function total(counter: TokenCounter, catalog: Catalog, items: ReadonlyMap<string, ItemCost>): number {
  // Without any tool no list is sent.
  if (catalog.tools.length === 0) return 0
  const ids = catalog.tools
    .map(({ id }) => id)
    .sort((a, b) => (catalog.wireName(a) < catalog.wireName(b) ? -1 : 1))
  return listTokens(
    counter,
    ids.map((id) => items.get(id)!),
  )
}
