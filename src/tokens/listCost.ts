import { AdditiveCounter } from './AdditiveCounter.js'
import { charClass, PUNCTUATION } from './charClass.js'
import type { TokenCounter } from './TokenCounter.js'

/** How nearly every definition starts: a sure break follows, so all such items meet their predecessor alike. */
const PLAIN_HEAD = '{"'
/** Longest run of punctuation, in UTF-16 units, that may end an item; far enough below the 512 at which runs are cut. */
const MAX_TRAILING_RUN = 256

/** What a serialised tool adds to a list. Made by {@link measureItem}, valid for that counter. */
export interface ItemCost {
  /** The serialised tool. */
  readonly json: string
  /** Tokens of `json` alone, an integer from 0. */
  readonly tokens: number
  /** Counts between sure breaks. Absent where nothing is sure: then lists that hold the item are counted whole. */
  readonly parts?: ItemParts
}

/** A text cut at two sure breaks into head, body and tail. Only head and tail meet the neighbours. */
export interface ItemParts {
  readonly head: string
  /** Tokens between head and tail. */
  readonly body: number
  readonly tail: string
  /** Tokens of the tail with a comma and a following plain head. */
  readonly joint: number
  /** Tokens of the tail with the closing bracket of the list. */
  readonly end: number
}

/**
 * Counts a serialised tool once, so that {@link listTokens} and `createListMeter` need not count it again.
 *
 * @param counter - the counter that the list is counted by
 * @param json - the tool as `JSON.stringify` gives it
 */
export function measureItem(counter: TokenCounter, json: string): ItemCost {
  const cut = counter instanceof AdditiveCounter ? cutItem(json) : undefined
  if (cut === undefined) return { json, tokens: counter.count(json) }
  const { head, tail } = cut
  const body = counter.count(json.slice(head.length, json.length - tail.length))
  return {
    json,
    tokens: counter.count(head) + body + counter.count(tail),
    parts: {
      head,
      body,
      tail,
      joint: counter.count(`${tail},${PLAIN_HEAD}`),
      end: counter.count(`${tail}]`),
    },
  }
}

/**
 * Tokens of the list as it is sent: exactly `counter.count('[' + items.map(i => i.json).join(',') + ']')`, which for
 * `JSON.stringify`ed tools is the text of `JSON.stringify(tools)`. O(items) additions, unless an item has no
 * {@link ItemParts} (a counter of your own, or text without a sure break): then the whole text is counted.
 *
 * @param items - measured with the same counter, in the order of the list
 */
export function listTokens(counter: TokenCounter, items: readonly ItemCost[]): number {
  if (items.length === 0) return counter.count('[]')
  let total = 0
  let before: ItemParts | undefined
  for (const { parts } of items) {
    if (parts === undefined) return counter.count(`[${items.map((item) => item.json).join(',')}]`)
    total += parts.body + headTokens(counter, parts.head, before)
    before = parts
  }
  return total + before!.end
}

/** Tokens of what lies between the body of the item before (or the opening bracket) and the body of this one. */
function headTokens(counter: TokenCounter, head: string, before: ItemParts | undefined): number {
  if (before === undefined) return counter.count(`[${head}`)
  return head === PLAIN_HEAD ? before.joint : counter.count(`${before.tail},${head}`)
}

/**
 * Cuts at the breaks that AdditiveCounter promises: after a leading `{"` before a letter or digit, else at the first
 * letter or digit before a `"`; and at the last such place.
 */
function cutItem(json: string): { head: string; tail: string } | undefined {
  const first = json.search(/[A-Za-z0-9]"/) + 1
  if (first === 0) return undefined
  let last = json.lastIndexOf('"')
  while (!/[A-Za-z0-9]/.test(json.charAt(last - 1))) last = json.lastIndexOf('"', last - 1)
  const tail = json.slice(last)
  if (trailingRun(tail) > MAX_TRAILING_RUN) return undefined
  return { head: /^\{"[A-Za-z0-9]/.test(json) ? PLAIN_HEAD : json.slice(0, first), tail }
}

/** Length of the run of punctuation at the end of `text`, counted up to a little over the longest that is allowed. */
function trailingRun(text: string): number {
  let length = 0
  while (length < text.length && length <= MAX_TRAILING_RUN) {
    const code = text.charCodeAt(text.length - 1 - length)
    if (!(charClass(code) & PUNCTUATION)) break
    length++
  }
  return length
}
