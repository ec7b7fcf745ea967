/**
 * Counts the tokens of a text as a model family would. Drivers: `o200k_base` (default), `cl100k_base`, `estimate`.
 * Counting is linear in the length of the text for any input.
 */
export interface TokenCounter {
  /** Name of the encoding, for example `o200k_base`; part of every cache key. */
  readonly name: string
  /** True when the count is the tokenizer's own, false for an estimate. */
  readonly exact: boolean
  /** Tokens of `text`, an integer from 0. */
  count(text: string): number
}
