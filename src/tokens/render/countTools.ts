import type { ToolDefinition } from '../../tool/Tool.js'
import type { TokenCounter } from '../TokenCounter.js'
import { countFunctions } from './countFunctions.js'
import { type Counted, countJsonList } from './countJsonList.js'
import type { ToolBilling } from './ToolBilling.js'
import type { CountKind, ListTokens, ToolTokens } from './ToolTokens.js'

/**
 * Share by which the bounds of an estimate go beyond the two published methods, for what neither shows. It is our
 * choice: neither document states an error.
 */
const MARGIN = 0.1

/**
 * What a list of tools costs as a model is billed for it, and what each tool adds. Every text is counted once (for
 * `openai` by two methods). Nothing is sent, so nothing is billed, for an empty list.
 *
 * - `mcp` and `prompt` with the model's own tokenizer: exact for that text.
 * - `openai` with the model's own tokenizer: an estimate. `tokens` is the harmony form; `low` is the lower and `high`
 *   the higher of that form and the published formula, 10 % further out.
 * - Everything else is unverified: tokens of a stand-in tokenizer times the factor of the model, plus its hidden prompt.
 *
 * @param billing - from `billingFor`, or your own
 * @param tools - definitions under the names that they have on the wire
 * @param counter - the counter that `billing.tokenizer` names; with any other one everything is unverified
 */
export function countTools(
  billing: ToolBilling,
  tools: readonly ToolDefinition[],
  counter: TokenCounter,
): ListTokens {
  const facts = {
    source:
      counter.name === billing.tokenizer ? billing.source : `${billing.source}; counted by ${counter.name}`,
    date: billing.date,
  }
  if (tools.length === 0) return { ...exactly(0), ...facts, overhead: 0, tools: [] }
  const { provider, formula } = billing
  const counted =
    provider === 'openai'
      ? countFunctions(tools, { formula, counter })
      : countJsonList(provider, tools, counter)
  const bound = boundBy(kindOf(billing, counter))
  const figure = ({ tokens, other }: Counted): ToolTokens => ({
    ...bound(scaled(tokens, billing.factor), scaled(other, billing.factor)),
    ...facts,
  })
  const list = figure(counted.list)
  const parts = counted.tools.map(figure)
  const total = withPrompt(list, billing.toolPrompt)
  const overhead = parts.reduce((rest, { tokens }) => rest - tokens, total.tokens)
  return { ...total, overhead, tools: parts }
}

function kindOf(
  { provider, tokenizer, ownTokenizer, factor }: ToolBilling,
  counter: TokenCounter,
): CountKind {
  if (!ownTokenizer || !counter.exact || counter.name !== tokenizer || factor !== 1) return 'unverified'
  if (provider === 'openai') return 'estimate'
  return provider === 'mcp' || provider === 'prompt' ? 'exact' : 'unverified'
}

type Bounded = Pick<ToolTokens, 'kind' | 'tokens' | 'low' | 'high'>

function boundBy(kind: CountKind): (tokens: number, other: number) => Bounded {
  if (kind === 'exact') return exactly
  if (kind === 'unverified') return (tokens) => ({ kind, tokens, low: null, high: null })
  return (tokens, other) => ({
    kind,
    tokens,
    low: Math.floor(Math.min(tokens, other) * (1 - MARGIN)),
    high: Math.ceil(Math.max(tokens, other) * (1 + MARGIN)),
  })
}

function exactly(tokens: number): Bounded {
  return { kind: 'exact', tokens, low: tokens, high: tokens }
}

function withPrompt(list: ToolTokens, prompt: number): ToolTokens {
  const { low, high } = list
  return {
    ...list,
    tokens: list.tokens + prompt,
    low: low === null ? null : low + prompt,
    high: high === null ? null : high + prompt,
  }
}

function scaled(tokens: number, factor: number): number {
  return factor === 1 ? tokens : Math.round(tokens * factor)
}
