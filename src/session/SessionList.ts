import type { SessionEntry } from './SessionState.js'

/** Limits of a list, each a number from 0; undefined means none. */
export interface SessionLimits {
  maxTokens?: number | undefined
  maxTools?: number | undefined
}

type ListedText = Pick<SessionEntry, 'json'>

/** Holds lists of entries against limits. */
export class SessionList {
  readonly #tokensOf: (list: readonly string[]) => number
  readonly #limits: SessionLimits
  readonly #emptyTokens: number

  constructor(tokensOf: (list: readonly string[]) => number, limits: SessionLimits, emptyTokens: number) {
    this.#tokensOf = tokensOf
    this.#limits = limits
    this.#emptyTokens = emptyTokens
  }

  /** Tokens of the entries as one list. */
  tokens(entries: readonly ListedText[]): number {
    return entries.length === 0 ? this.#emptyTokens : this.#tokensOf(entries.map(({ json }) => json))
  }

  /** The limit that the entries exceed, or undefined. */
  exceeded(entries: readonly ListedText[]): 'max-tokens' | 'max-tools' | undefined {
    const { maxTokens = Number.POSITIVE_INFINITY, maxTools = Number.POSITIVE_INFINITY } = this.#limits
    if (entries.length > maxTools) return 'max-tools'
    return this.tokens(entries) > maxTokens ? 'max-tokens' : undefined
  }
}
