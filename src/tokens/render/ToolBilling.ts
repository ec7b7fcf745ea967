import type { Provider } from './Provider.js'

/** Constants of OpenAI's published formula for functions; see `publishedEstimate`. All in tokens. */
export interface FunctionFormula {
  perFunction: number
  /** Once for a function that has properties. */
  properties: number
  perProperty: number
  /** Once for a property with an enumeration; may be negative. */
  enumeration: number
  perItem: number
  /** Once for a list. */
  end: number
}

/**
 * How one model is billed for tools. `billingFor` takes it from the table; make one of your own for a model that the
 * table does not have.
 */
export interface ToolBilling {
  /** The model's id. */
  model: string
  /** How the tools are put before it. */
  provider: Provider
  /** Name of the counter that fits best, for `loadTokenCounter`. */
  tokenizer: 'o200k_base' | 'cl100k_base'
  /** Whether that is the model's own tokenizer. If not, counts are `unverified`. */
  ownTokenizer: boolean
  /** Tokens of the model for one of `tokenizer`, above 0; 1 for its own. */
  factor: number
  /** Tokens of the hidden prompt about tool use, once a request that has tools, from 0. */
  toolPrompt: number
  /** Constants of the published formula; with provider `openai` only. */
  formula?: FunctionFormula
  /** Where these facts come from. */
  source: string
  /** When the source was looked at, `YYYY-MM` or `YYYY-MM-DD`. */
  date: string
  /** What was assumed because the table does not have the model or all facts about it. */
  assumed?: string
}
