import { type ItemCost, listTokens } from '../tokens/listCost.js'
import type { ToolTokens } from '../tokens/render/ToolTokens.js'
import type { TokenCounter } from '../tokens/TokenCounter.js'

/** How the tokens of a list of tools are counted against a limit. */
export interface ListBudget {
  /** Name of the counter. */
  readonly counter: string
  /** Tokens of a list that is not empty beside its tools, a whole number from 0. */
  readonly overhead: number
  /** Tokens that a tool adds to a list, or a little more; a whole number from 1. */
  weight(tool: ItemCost): number
  /** No more than what a tool adds to a list. */
  least(tool: ItemCost): number
  /** Tokens of the tools as one list, in this order, as limits are checked on them; 0 for an empty one. */
  tokens(list: readonly ItemCost[]): number
  /** Tokens of one tool, as they are shown. */
  shown(tool: ItemCost): number
  /** A list as a provider bills it; absent where no provider is asked about. */
  billed?: (list: readonly ItemCost[]) => ToolTokens
}

/** Tokens that a joint may take where nothing is known of an item's ends. */
const UNKNOWN_JOINT = 4

const PLAIN_HEAD = '{"'

/** What `listTokens` gives where every item starts as JSON of tools does, without counting a text; else undefined. */
function plainTokens(list: readonly ItemCost[], open: number): number | undefined {
  let sum = open
  let ending = 0
  for (const { parts } of list) {
    if (parts?.head !== PLAIN_HEAD) return undefined
    sum += parts.body + parts.joint
    ending = parts.end - parts.joint
  }
  return sum + ending
}

/** Counts the list as JSON, exactly as `JSON.stringify` writes it. */
export function jsonBudget(counter: TokenCounter): ListBudget {
  const open = counter.count('[{"')
  return {
    counter: counter.name,
    overhead: open,
    weight: ({ tokens, parts }) =>
      parts === undefined || parts.head !== PLAIN_HEAD
        ? tokens + UNKNOWN_JOINT
        : parts.body + Math.max(parts.joint, parts.end),
    least: ({ parts }) => (parts?.body ?? 0) + 1,
    tokens: (list) => (list.length === 0 ? 0 : (plainTokens(list, open) ?? listTokens(counter, list))),
    shown: ({ tokens }) => tokens,
  }
}
