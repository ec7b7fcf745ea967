import type { ToolDefinition } from '../../tool/Tool.js'
import { type ItemCost, listTokens, measureItem } from '../listCost.js'
import type { TokenCounter } from '../TokenCounter.js'
import type { Provider } from './Provider.js'
import { toolJson } from './providerTool.js'
import { PROMPT_FRAME } from './renderTools.js'

/** A count by the method that gives the figure, and by another one where there is one, else the same. */
export interface Counted {
  tokens: number
  other: number
}

/** Counts of a list and of what each tool adds to it. */
export interface CountedList {
  list: Counted
  tools: Counted[]
}

/** How a definition starts that starts with its name: a sure break of tokens follows. */
const PLAIN = '{"'

/** Counts the text that `renderTools` gives for these tools and providers; each tool is counted once. */
export function countJsonList(
  provider: Exclude<Provider, 'openai'>,
  tools: readonly ToolDefinition[],
  counter: TokenCounter,
): CountedList {
  const items = tools.map((tool) => measureItem(counter, toolJson(provider, tool)))
  const frame = provider === 'prompt' ? frameTokens(items, counter) : 0
  const tokens = listTokens(counter, items) + frame
  return { list: both(tokens), tools: items.map((item) => both(addedTokens(item))) }
}

/** The same by both methods. */
export function both(tokens: number): Counted {
  return { tokens, other: tokens }
}

/** What a tool adds when another follows it; its own count where it does not meet others as nearly all do. */
function addedTokens({ parts, tokens }: ItemCost): number {
  return parts?.head === PLAIN ? parts.body + parts.joint : tokens
}

/** What the words around a list add to it. They meet it before its first sure break and after its last one. */
function frameTokens(items: readonly ItemCost[], counter: TokenCounter): number {
  const { open, close } = PROMPT_FRAME
  const last = items.at(-1)!.parts
  if (last === undefined || items.some(({ parts }) => parts?.head !== PLAIN)) {
    const list = `[${items.map(({ json }) => json).join(',')}]`
    return counter.count(open + list + close) - counter.count(list)
  }
  const before = counter.count(`${open}[${PLAIN}`) - counter.count(`[${PLAIN}`)
  return before + counter.count(`${last.tail}]${close}`) - last.end
}
