import type { Catalog } from '../tool/Catalog.js'
import { LEVELS, type Level } from '../tool/Level.js'
import type { CatalogCosts } from './CostKeeper.js'

/** Tokens of every tool's wire definition, by id, at full and at each level, and of the whole list at full. */
export interface CostReport {
  total: number
  counter: string
  tools: Map<string, number>
  levels: Map<Level, Map<string, number>>
}

/** What the tools of a catalog cost. */
export function costReport(catalog: Catalog, { counter, itemOf, at, total }: CatalogCosts): CostReport {
  const tokens = (count: (id: string) => number) => new Map(catalog.tools.map(({ id }) => [id, count(id)]))
  return {
    total,
    counter: counter.name,
    tools: tokens((id) => itemOf(id).tokens),
    levels: new Map(LEVELS.map((level) => [level, tokens((id) => at(id, level).cost.tokens)])),
  }
}
