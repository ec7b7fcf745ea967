import { type ItemCost, listTokens } from './listCost.js'
import type { TokenCounter } from './TokenCounter.js'

/** Watches the tokens of a list while it is being packed. */
export interface ListMeter<T extends ItemCost> {
  /** Tokens of the list as it stands; an empty list is `[]`. */
  readonly total: number
  /** The items in the order of the list. */
  readonly items: readonly T[]
  /** Tokens that the list would have with `item`. Changes nothing. */
  tokensWith(item: T): number
  /** Adds `item` at its place. */
  push(item: T): void
}

/**
 * An empty meter. Its figures are exactly those of `listTokens` for the same items in the same order; for items whose
 * text starts as JSON of tools does, each question takes constant time.
 *
 * @param counter - the counter that the items were measured with
 * @param compare - order in which the list will be sent; matters because the last item ends differently from the
 *   others. Default: the order of pushing.
 */
export function createListMeter<T extends ItemCost>(
  counter: TokenCounter,
  compare: (a: T, b: T) => number = () => -1,
): ListMeter<T> {
  const items: T[] = []
  const empty = listTokens(counter, [])
  const openPlain = counter.count('[{"')
  /** Sum over all items of body and joint, while every item is plain. */
  let sum: number | undefined = openPlain
  let total = empty
  const placeOf = (item: T) => {
    let place = items.length
    while (place > 0 && compare(items[place - 1]!, item) > 0) place--
    return place
  }
  const tokensWith = (item: T): number => {
    const own = plainSum(item)
    if (sum === undefined || own === undefined)
      return listTokens(counter, items.toSpliced(placeOf(item), 0, item))
    const before = items.at(-1)
    const last = before !== undefined && compare(before, item) > 0 ? before : item
    return sum + own - last.parts!.joint + last.parts!.end
  }
  return {
    items,
    get total() {
      return total
    },
    tokensWith,
    push(item) {
      total = tokensWith(item)
      const own = plainSum(item)
      sum = sum === undefined || own === undefined ? undefined : sum + own
      items.splice(placeOf(item), 0, item)
    },
  }
}

/** What a plain item adds to a list in which another follows it, or undefined for an item that is not plain. */
function plainSum({ parts }: ItemCost): number | undefined {
  return parts?.head === '{"' ? parts.body + parts.joint : undefined
}
