import { type ItemCost, listTokens, measureItem } from '../../tokens/listCost.js'
import type { TokenCounter } from '../../tokens/TokenCounter.js'
import type { Steps } from '../../tool/runSteps.js'
import { wireDefinition } from '../../tool/wireDefinition.js'
import { inSlices } from '../inSlices.js'
import type { StockView } from './stock/StockView.js'

/** Characters of a definition that are counted, the rest as these: one may have a million. */
const MAX_COUNTED = 20_000

const counted = new WeakMap<StockView, Promise<number>>()

/** Tokens of all definitions, as a client without the gateway would be given. Counted once for each view, in slices. */
export async function fullTokens(view: StockView, counter: TokenCounter): Promise<number> {
  const known = counted.get(view) ?? inSlices(countSteps(view, counter))
  counted.set(view, known)
  return await known
}

function* countSteps({ catalog }: StockView, counter: TokenCounter): Steps<number> {
  const items: ItemCost[] = []
  let uncounted = 0
  for (const tool of catalog.tools) {
    const json = JSON.stringify(wireDefinition(tool, catalog.wireName(tool.id)))
    const start = json.slice(0, MAX_COUNTED)
    items.push(measureItem(counter, start))
    if (json.length > MAX_COUNTED)
      uncounted += Math.round(counter.count(start) * (json.length / MAX_COUNTED - 1))
    yield
  }
  // Where a counter cannot add, the list would be counted whole, in one step; the sum is near enough for a gauge.
  const isAdditive = items.every(({ parts }) => parts !== undefined)
  const tokens = isAdditive
    ? listTokens(counter, items)
    : items.reduce((sum, item) => sum + item.tokens + 1, 1)
  return tokens + uncounted
}
