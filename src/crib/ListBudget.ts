import { type ItemCost, listTokens } from '../tokens/listCost.js'
import type { ToolTokens } from '../tokens/render/ToolTokens.js'
import type { TokenCounter } from '../tokens/TokenCounter.js'

/** How the tokens of a list of tools are counted against a limit. */
export interface ListBudget {
  /** Name of the counter. */
  readonly counter: string
  /** Tokens of a list that is not empty beside its tools, a whole number from 0. */
  readonly overhead: number
  /** Tokens that a tool adds to a list, or a little more; a whole number. */
  weight(tool: ItemCost): number
  /** No more than what a tool adds to a list. */
  least(tool: ItemCost): number
  /** Tokens of the tools as one list, in this order, as limits are checked on them; 0 for an empty one. */
  tokens(list: readonly ItemCost[]): number
  /** Tokens of one tool, as they are shown. */
  shown(tool: ItemCost): number
  /** The same list as a provider bills it; undefined where no provider is asked about. */
  billed(list: readonly ItemCost[]): ToolTokens | undefined
}

/** Tokens that a joint may take where nothing is known of an item's ends. */
const UNKNOWN_JOINT = 4

/** Counts the list as JSON, exactly as `JSON.stringify` writes it. */
export function jsonBudget(counter: TokenCounter): ListBudget {
  return {
    counter: counter.name,
    overhead: counter.count('[{"'),
    weight: ({ tokens, parts }) =>
      parts === undefined || parts.head !== '{"'
        ? tokens + UNKNOWN_JOINT
        : parts.body + Math.max(parts.joint, parts.end),
    least: ({ parts }) => (parts?.body ?? 0) + 1,
    tokens: (list) => (list.length === 0 ? 0 : listTokens(counter, list)),
    shown: ({ tokens }) => tokens,
    billed: () => undefined,
  }
}
