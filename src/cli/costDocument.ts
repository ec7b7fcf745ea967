import { countTools } from '../tokens/render/countTools.js'
import type { Provider } from '../tokens/render/Provider.js'
import type { ToolBilling } from '../tokens/render/ToolBilling.js'
import type { ToolTokens } from '../tokens/render/ToolTokens.js'
import type { TokenCounter } from '../tokens/TokenCounter.js'
import type { Catalog } from '../tool/Catalog.js'
import { LEVELS, type Level } from '../tool/Level.js'
import { sharedParts } from '../tool/level/sharedParts.js'
import { toolAtLevel } from '../tool/level/toolAtLevel.js'
import type { ToolDefinition } from '../tool/Tool.js'
import { wireDefinition } from '../tool/wireDefinition.js'
import type { LeftOut } from './leftOut.js'
import type { ServerReport } from './ServerReport.js'

/** The levels that are counted: those that a model can call from. */
const LEVELS_COUNTED: readonly Level[] = LEVELS.filter((level) => level !== 'name')

/** Tokens of one tool or server under one provider at one level. */
export interface CostCell {
  provider: Provider
  level: Level
  tokens: number
  low: number | null
  high: number | null
}

/** The whole list under one provider at one level; `overhead` is in `tokens`. */
export interface CostList extends ToolTokens {
  level: Level
  overhead: number
}

/** How one model is billed, and what all tools cost it as one list. */
export interface CostBilling {
  provider: Provider
  model: string
  /** The counter that was used. */
  counter: string
  /** What was assumed for want of facts, or null. */
  assumed: string | null
  lists: CostList[]
  /** What the provider's count endpoint says of the list at `full`; null unless asked for. */
  exact: ToolTokens | null
}

/** What `toolcrib cost --json` prints; documented in docs/cli.md. */
export interface CostDocument {
  catalog: { tools: number; servers: number }
  billings: CostBilling[]
  /** In the order of the config file; costs are sums over a server's tools, without the overhead of a list. */
  servers: (ServerReport & { usable: number; costs: CostCell[] })[]
  /** Most expensive first by the first of their costs, ties by id. */
  tools: { id: string; name: string; server: string | null; costs: CostCell[] }[]
  broken: LeftOut[]
  warnings: string[]
}

/** One model with its counter. */
export interface CountedBilling {
  billing: ToolBilling
  counter: TokenCounter
}

/** The parts of the document that are counted; `servers` as they were read. */
export function countCatalog(
  catalog: Catalog,
  billings: readonly CountedBilling[],
  servers: readonly ServerReport[],
): Pick<CostDocument, 'catalog' | 'billings' | 'servers' | 'tools'> {
  const tools = catalog.tools.map(({ id, name, server }) => ({
    id,
    name,
    server: server ?? null,
    costs: [] as CostCell[],
  }))
  const shared = sharedParts(catalog.tools)
  const definitions = LEVELS_COUNTED.map((level) => ({
    level,
    tools: catalog.tools.map((tool) => {
      const context = { wireName: catalog.wireName(tool.id), shared: shared.get(tool.server)! }
      return toolAtLevel(tool, level, context).definition
    }),
  }))
  const counted = billings.map(({ billing, counter }): CostBilling => {
    const lists = definitions.map(({ level, tools: sent }): CostList => {
      const { tools: each, ...list } = countTools(billing, sent, counter)
      each.forEach((cost, index) => {
        tools[index]!.costs.push(cellOf(billing.provider, level, cost))
      })
      return { level, ...list }
    })
    const { provider, model, assumed = null } = billing
    return { provider, model, counter: counter.name, assumed, lists, exact: null }
  })
  return {
    catalog: { tools: tools.length, servers: catalog.servers.length },
    billings: counted,
    servers: servers.map((report) => ({ ...report, ...sumOf(tools, report.server) })),
    tools: tools.sort(
      (a, b) => (b.costs[0]?.tokens ?? 0) - (a.costs[0]?.tokens ?? 0) || (a.id < b.id ? -1 : 1),
    ),
  }
}

function cellOf(provider: Provider, level: Level, { tokens, low, high }: ToolTokens): CostCell {
  return { provider, level, tokens, low, high }
}

function sumOf(tools: CostDocument['tools'], server: string | null): { usable: number; costs: CostCell[] } {
  const own = tools.filter((tool) => tool.server === server)
  const [first, ...rest] = own
  const costs = (first?.costs ?? []).map((cell) => ({ ...cell }))
  for (const tool of rest)
    tool.costs.forEach((cell, at) => {
      const sum = costs[at]!
      sum.tokens += cell.tokens
      sum.low = add(sum.low, cell.low)
      sum.high = add(sum.high, cell.high)
    })
  return { usable: own.length, costs }
}

function add(left: number | null, right: number | null): number | null {
  return left === null || right === null ? null : left + right
}

/** All wire definitions at `full`, as they are sent. */
export function sentDefinitions(catalog: Catalog): ToolDefinition[] {
  return catalog.tools.map((tool) => wireDefinition(tool, catalog.wireName(tool.id)))
}
