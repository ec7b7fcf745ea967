/**
 * How far a count can be believed:
 * - `exact`: the model's own tokenizer over exactly the text that the model reads, or the provider's own count;
 * - `estimate`: between `low` and `high`, for the reasons that `source` names;
 * - `unverified`: no bound is known, so there is none.
 */
export type CountKind = 'exact' | 'estimate' | 'unverified'

/** Tokens of tools as a provider bills them. */
export interface ToolTokens {
  readonly kind: CountKind
  /** Best figure, an integer from 0. */
  readonly tokens: number
  /** Least and most tokens, integers from 0; both `tokens` when exact, null when unverified. */
  readonly low: number | null
  readonly high: number | null
  /** Where method and constants come from. */
  readonly source: string
  /** When the source was looked at, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date: string
}

/** Tokens of a whole list of tools. */
export interface ListTokens extends ToolTokens {
  /**
   * What the list costs beyond its tools: frame, hidden prompt. A token or two below 0 where tools merge at their joints.
   */
  readonly overhead: number
  /**
   * What each tool adds, in the order of the list. With `overhead` they add up to `tokens`; where a factor is applied
   * each is rounded by itself, and the overhead takes up the rest.
   */
  readonly tools: readonly ToolTokens[]
}
