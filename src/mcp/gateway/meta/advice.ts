import type { TokenCounter } from '../../../tokens/TokenCounter.js'
import { oneLine } from '../../oneLine.js'
import type { StockView } from '../stock/StockView.js'

/** Share of an answer that is kept for advice of its servers. */
export const ADVICE_SHARE = 0.15
/** Characters of one server's advice that are told. */
const ADVICE_CHARACTERS = 400

/** What advice is told of. */
export interface Advising {
  view: StockView
  /** Keys of the servers whose tools an answer names, the best first. */
  servers: readonly string[]
  /**
   * Keys of servers whose advice the client has. Undefined: nobody knows, so that the advice comes with every answer that
   * has a tool of its server, within the share.
   */
  advised: Set<string> | undefined
  counter: TokenCounter
  /** Most tokens of the answer. */
  limit: number
}

/** Whether there is advice that an answer should have room for. */
export function hasAdvice({ view, servers, advised }: Omit<Advising, 'counter' | 'limit'>): boolean {
  return servers.some((server) => view.servers.get(server)?.instructions && !advised?.has(server))
}

/** The answer with advice of its servers that was not told yet, as far as it has room. Marks what it told. */
export function withAdvice(text: string, about: Advising): string {
  const { view, servers, advised, counter, limit } = about
  const share = advised === undefined ? counter.count(text) + limit * ADVICE_SHARE : limit
  const most = Math.min(limit, share)
  let told = text
  for (const server of new Set(servers)) {
    const instructions = view.servers.get(server)?.instructions
    if (!instructions || advised?.has(server)) continue
    const longer = `${told}\n${server} says: ${oneLine(instructions, ADVICE_CHARACTERS)}`
    if (counter.count(longer) > most) continue
    told = longer
    advised?.add(server)
  }
  return told
}
