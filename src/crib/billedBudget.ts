import type { ItemCost } from '../tokens/listCost.js'
import { rememberCounts } from '../tokens/rememberCounts.js'
import { countTools } from '../tokens/render/countTools.js'
import { limitTokens } from '../tokens/render/limitTokens.js'
import type { ToolBilling } from '../tokens/render/ToolBilling.js'
import type { ListTokens } from '../tokens/render/ToolTokens.js'
import type { TokenCounter } from '../tokens/TokenCounter.js'
import type { ToolDefinition } from '../tool/Tool.js'
import type { ListBudget } from './ListBudget.js'

/** Tools whose counts are remembered. */
const MAX_KNOWN = 20_000

/**
 * Counts the list as the provider of a model bills it: in the provider's form, its hidden prompt included. Limits are checked
 * on the upper bound where one is known, else on the best figure.
 *
 * @param counter - the one that `billing.tokenizer` names
 */
export function billedBudget(billing: ToolBilling, counter: TokenCounter): ListBudget {
  const alone = new Map<string, { weight: number; tokens: number }>()
  const definitions = new Map<string, ToolDefinition>()
  // A session holds one list after another against a limit, and most tools of one stand in the next.
  const counts = rememberCounts(counter)
  const definitionOf = ({ json }: ItemCost) => {
    const known = definitions.get(json)
    if (known !== undefined) return known
    if (definitions.size >= MAX_KNOWN) definitions.clear()
    const definition = JSON.parse(json) as ToolDefinition
    definitions.set(json, definition)
    return definition
  }
  const count = (list: readonly ItemCost[]): ListTokens => countTools(billing, list.map(definitionOf), counts)
  const one = (item: ItemCost) => {
    const known = alone.get(item.json)
    if (known !== undefined) return known
    const [own] = count([item]).tools
    const counted = { weight: limitTokens(own!), tokens: own!.tokens }
    if (alone.size >= MAX_KNOWN) alone.clear()
    alone.set(item.json, counted)
    return counted
  }
  return {
    counter: counter.name,
    overhead: frameOf(count),
    weight: (item) => one(item).weight,
    least: () => 0,
    tokens: (list) => limitTokens(count(list)),
    shown: (item) => one(item).tokens,
    billed: (list) => {
      const { kind, tokens, low, high, source, date } = count(list)
      return { kind, tokens, low, high, source, date }
    },
  }
}

/** What a list costs beside its tools, measured on a list of the smallest one. */
function frameOf(count: (list: readonly ItemCost[]) => ListTokens): number {
  const list = count([{ json: '{"name":"a","inputSchema":{"type":"object"}}', tokens: 0 }])
  return Math.max(0, limitTokens(list) - limitTokens(list.tools[0]!))
}
