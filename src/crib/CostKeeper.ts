import { contentHash } from '../hash.js'
import { type ItemCost, measureItem } from '../tokens/listCost.js'
import { loadTokenCounter } from '../tokens/loadTokenCounter.js'
import { billingFor } from '../tokens/render/billingFor.js'
import type { TokenCounter } from '../tokens/TokenCounter.js'
import type { Catalog } from '../tool/Catalog.js'
import type { Level } from '../tool/Level.js'
import type { LevelContext, LeveledTool } from '../tool/level/LeveledTool.js'
import { NO_SHARED_PARTS, type SharedParts, sharedParts } from '../tool/level/sharedParts.js'
import { toolAtLevel } from '../tool/level/toolAtLevel.js'
import { runSteps, type StepRunner, type Steps } from '../tool/runSteps.js'
import type { Tool } from '../tool/Tool.js'
import { billedBudget } from './billedBudget.js'
import { jsonBudget, type ListBudget } from './ListBudget.js'

/** A tool at one level, and what it costs there. */
export interface LeveledCost extends LeveledTool {
  /** Of the definition, serialised. */
  cost: ItemCost
}

/** What the tools of one catalog cost, for one counter. */
export interface CatalogCosts {
  counter: TokenCounter
  /** How lists are counted against limits. */
  budget: ListBudget
  /** Cost of the whole definition of the tool of that id. */
  itemOf(id: string): ItemCost
  /** The tool of that id at a level. Made and counted when it is first asked for. */
  at(id: string, level: Level): LeveledCost
  /** Cost of any serialised definition; the last thousand are remembered. */
  measure(json: string): ItemCost
  /** Tokens of the whole catalog as one list, sorted by wire name, as the budget counts them. */
  total: number
}

/** Definitions of sessions and of search tools whose costs are remembered. */
const MAX_MEASURES = 1_000

/** Counts definitions and remembers the counts by content, so that an update counts only what changed. */
export class CostKeeper {
  readonly #load: () => Promise<TokenCounter>
  #known = new Map<string, Map<Level, LeveledCost>>()
  #billed: { catalog: Catalog; model: string; costs: CatalogCosts } | undefined
  #measures = new Map<string, ItemCost>()
  readonly #run: StepRunner
  #last: { catalog: Catalog; costs: Promise<CatalogCosts> } | undefined

  /**
   * `load` gives the counter, the same each time; it is called when a catalog is counted first. `run` runs the count; default
   * all at once.
   */
  constructor(load: () => Promise<TokenCounter>, run: StepRunner = runSteps) {
    this.#load = load
    this.#run = run
  }

  /** The costs of a catalog; counted at the first call. */
  async costs(catalog: Catalog): Promise<CatalogCosts> {
    if (this.#last?.catalog === catalog) return await this.#last.costs
    const last = { catalog, costs: this.#load().then((counter) => this.#run(this.#count(catalog, counter))) }
    this.#last = last
    try {
      return await last.costs
    } catch (error) {
      // The counter may load the next time.
      if (this.#last === last) this.#last = undefined
      throw error
    }
  }

  /** The costs of a catalog as a model is billed for them; counted at the first call for that model. Throws `model-unknown`. */
  async billed(catalog: Catalog, model: string): Promise<CatalogCosts> {
    const known = this.#billed
    if (known?.catalog === catalog && known.model === model) return known.costs
    const billing = billingFor({ model })
    const costs = await this.costs(catalog)
    const isOwn = costs.counter.name === billing.tokenizer
    const counter = isOwn ? costs.counter : await loadTokenCounter(billing.tokenizer)
    const budget = billedBudget(billing, counter)
    const billed = { ...costs, budget, total: total(budget, catalog, costs.itemOf) }
    this.#billed = { catalog, model, costs: billed }
    return billed
  }

  #measured(json: string, counter: TokenCounter): ItemCost {
    const cost = this.#measures.get(json) ?? measureItem(counter, json)
    if (this.#measures.size >= MAX_MEASURES) this.#measures.clear()
    this.#measures.set(json, cost)
    return cost
  }

  *#count(catalog: Catalog, counter: TokenCounter): Steps<CatalogCosts> {
    const contexts = contextsOf(catalog)
    const known = new Map<string, Map<Level, LeveledCost>>()
    const items = new Map<string, Map<Level, LeveledCost>>()
    for (const tool of catalog.tools) {
      const { key } = contexts.get(tool.id)!
      const levels = this.#known.get(`${tool.hash} ${key}`) ?? new Map<Level, LeveledCost>()
      known.set(`${tool.hash} ${key}`, levels)
      items.set(tool.id, levels)
    }
    this.#known = known
    const at = (id: string, level: Level) => {
      const levels = items.get(id)!
      const counted = levels.get(level)
      if (counted !== undefined) return counted
      const leveled = toolAtLevel(catalog.get(id)!, level, contexts.get(id)!.context)
      const fresh = { ...leveled, cost: measureItem(counter, JSON.stringify(leveled.definition)) }
      levels.set(level, fresh)
      return fresh
    }
    const itemOf = (id: string) => at(id, 'full').cost
    for (const { id } of catalog.tools) {
      itemOf(id)
      yield
    }
    const measure = (json: string) => this.#measured(json, counter)
    const budget = jsonBudget(counter)
    return { counter, budget, itemOf, at, measure, total: total(budget, catalog, itemOf) }
  }
}

/** What each tool's levels depend on beside its definition, by id; equal keys are equal contexts. */
function contextsOf(catalog: Catalog): Map<string, { context: LevelContext; key: string }> {
  const shared = sharedParts(catalog.tools)
  const keys = new Map([...shared].map(([server, parts]) => [server, keyOf(parts)]))
  return new Map(
    catalog.tools.map(({ id, server }) => {
      const wireName = catalog.wireName(id)
      const context = { wireName, shared: shared.get(server) ?? NO_SHARED_PARTS }
      return [id, { context, key: `${wireName} ${keys.get(server)}` }]
    }),
  )
}

function keyOf({ parameters, sentences }: SharedParts): string {
  return parameters.size + sentences.size === 0 ? '' : contentHash([[...parameters], [...sentences]])
}

function total(budget: ListBudget, catalog: Catalog, itemOf: (id: string) => ItemCost): number {
  const byName = (a: Tool, b: Tool) => (catalog.wireName(a.id) < catalog.wireName(b.id) ? -1 : 1)
  return budget.tokens([...catalog.tools].sort(byName).map(({ id }) => itemOf(id)))
}
