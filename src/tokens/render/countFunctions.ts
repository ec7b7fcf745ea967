import type { ToolDefinition } from '../../tool/Tool.js'
import { AdditiveCounter } from '../AdditiveCounter.js'
import type { TokenCounter } from '../TokenCounter.js'
import { both, type Counted, type CountedList } from './countJsonList.js'
import { HARMONY_FRAME, harmonyFunction } from './harmonyFunction.js'
import { publishedEstimate } from './publishedEstimate.js'
import { renderTools } from './renderTools.js'
import type { FunctionFormula } from './ToolBilling.js'

/**
 * Counts functions by their harmony form (`tokens`) and by the published formula (`other`; without one the same).
 * A function ends in a letter and what joins two starts with a semicolon, so that counts of an additive counter add up
 * and each function is counted once.
 */
export function countFunctions(
  tools: readonly ToolDefinition[],
  { formula, counter }: { formula: FunctionFormula | undefined; counter: TokenCounter },
): CountedList {
  const { open, join, close } = HARMONY_FRAME
  const texts = tools.map(harmonyFunction)
  const counts = texts.map((text): Counted => both(counter.count(join + text)))
  if (formula !== undefined)
    counts.forEach((count, at) => {
      count.other = publishedEstimate(tools[at]!, formula, counter)
    })
  const sum = (method: 'tokens' | 'other') => counts.reduce((total, count) => total + count[method], 0)
  const first = counter.count(open + texts[0]!) - counts[0]!.tokens
  const tokens =
    counter instanceof AdditiveCounter
      ? sum('tokens') + first + counter.count(close)
      : counter.count(renderTools('openai', tools))
  return {
    list: { tokens, other: formula === undefined ? tokens : sum('other') + formula.end },
    tools: counts,
  }
}
