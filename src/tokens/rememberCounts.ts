import { AdditiveCounter } from './AdditiveCounter.js'
import type { TokenCounter } from './TokenCounter.js'

/** Most UTF-16 code units of texts that are remembered; beyond, memory begins anew. */
const MAX_CHARACTERS = 16_000_000

/**
 * A counter that counts each text once, for those who count lists of the same tools again and again. Additive where the given
 * counter is; name and figures are the same.
 *
 * @param characters - most UTF-16 code units of texts that are remembered, from 0; default 16 million
 */
export function rememberCounts(counter: TokenCounter, characters = MAX_CHARACTERS): TokenCounter {
  const known = new Map<string, number>()
  let held = 0
  const count = (text: string) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const tokens = counter.count(text)
    if (held + text.length > characters) {
      known.clear()
      held = 0
    }
    known.set(text, tokens)
    held += text.length
    return tokens
  }
  const { name, exact } = counter
  return counter instanceof AdditiveCounter
    ? new AdditiveCounter({ name, exact, count })
    : { name, exact, count }
}
