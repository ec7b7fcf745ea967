import { type ItemCost, listTokens } from '../tokens/listCost.js'
import type { TokenCounter } from '../tokens/TokenCounter.js'
import type { SessionEntry } from './SessionState.js'

/** Limits of a list, each a number from 0; undefined means none. */
export interface SessionLimits {
  maxTokens?: number | undefined
  maxTools?: number | undefined
}

/** Counts lists of entries exactly as they are sent, each entry once. */
export class SessionList {
  readonly #counter: TokenCounter
  readonly #measure: (json: string) => ItemCost
  readonly #limits: SessionLimits
  readonly #costs = new Map<string, ItemCost>()

  constructor(counter: TokenCounter, measure: (json: string) => ItemCost, limits: SessionLimits) {
    this.#counter = counter
    this.#measure = measure
    this.#limits = limits
  }

  /** Tokens of the entries as one list; 0 for none. */
  tokens(entries: readonly SessionEntry[]): number {
    if (entries.length === 0) return 0
    return listTokens(
      this.#counter,
      entries.map(({ json }) => this.#costOf(json)),
    )
  }

  /** The limit that the entries exceed, or undefined. */
  exceeded(entries: readonly SessionEntry[]): 'max-tokens' | 'max-tools' | undefined {
    const { maxTokens = Number.POSITIVE_INFINITY, maxTools = Number.POSITIVE_INFINITY } = this.#limits
    if (entries.length > maxTools) return 'max-tools'
    return this.tokens(entries) > maxTokens ? 'max-tokens' : undefined
  }

  #costOf(json: string): ItemCost {
    const known = this.#costs.get(json)
    if (known !== undefined) return known
    const cost = this.#measure(json)
    this.#costs.set(json, cost)
    return cost
  }
}
