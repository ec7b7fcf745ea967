import { callSearch } from '../../../crib/callSearch.js'
import type { SearchAnswer } from '../../../crib/SearchTool.js'
import type { TokenCounter } from '../../../tokens/TokenCounter.js'
import type { Tool } from '../../../tool/Tool.js'
import type { StockView } from '../stock/StockView.js'
import { ADVICE_SHARE, hasAdvice, withAdvice } from './advice.js'
import { type Audience, NO_SERVER } from './constantList.js'
import { deniedTools } from './deniedTools.js'
import { markOf } from './marks.js'
import { textResult } from './textResult.js'

/** Tokens of an answer where the options say nothing. */
const SEARCH_TOKENS = 1_500
/** Unavailable servers that an answer names. */
const MAX_UNAVAILABLE = 5

/** Share of an answer that its last lines may take: reasons of servers may be long, and tools come first. */
const FOOTER_SHARE = 0.3

/** Before the line of a task that no tool fits, for whoever reads answers by program. */
const MISS = 'nothing_fits: '

/**
 * Answers `search_tools`: a callable line for each tool, within `searchTokens`; a miss with the nearest names; the servers
 * that are not available; and advice of the servers, shortened.
 *
 * @param about `advised`: keys of servers whose advice this client has; what is told is added. Undefined: nobody knows.
 */
export async function searchTools(
  view: StockView,
  args: unknown,
  { signal, advised, ...audience }: Audience & { signal: AbortSignal; advised: Set<string> | undefined },
): Promise<Record<string, unknown>> {
  const { gateway, profile } = audience
  const { stock, isReadOnly, loadCounter, options } = gateway.parts
  const counter = await loadCounter()
  const limit = options.searchTokens ?? SEARCH_TOKENS
  const footer = footerOf(stock.unavailable, { counter, limit: limit * FOOTER_SHARE })
  if (view.catalog.tools.length === 0)
    return textResult(
      nothingKnown(gateway.keys.length === 0 ? NO_SERVER : `No tool is known.\n${footer}`, {
        counter,
        limit,
      }),
    )
  const crib = await gateway.crib(view)
  const { include, exclude = [] } = profile.options
  const rules = { ...(include && { include }), search: 'off' as const, signal }
  const named = new Map<string, Tool>()
  const telling = {
    ...{ miss: MISS, footer },
    mark: (id: string) => markOf(named.get(id)!, { view, isReadOnly }),
  }
  // The engine may go on to another catalog in the middle of a search: what is found and denied is of the one it began with.
  const find = async (task: string) => {
    const { catalog } = crib
    const denied = deniedTools(catalog, 'search', audience)
    const selection = await crib.select(task, { ...rules, exclude: [...exclude, ...denied] })
    for (const { id } of selection.items) named.set(id, catalog.get(id)!)
    return { selection, catalog }
  }
  const search = async (maxTokens: number) => {
    const options = { signal, maxTokens: Math.max(1, Math.floor(maxTokens)) }
    return await callSearch({ args, options, counter, find, telling })
  }
  const serversOf = ({ found }: SearchAnswer) =>
    found.flatMap(({ items }) => items.map(({ id }) => named.get(id)!.server!))
  const whole = await search(limit)
  const about = { view, servers: serversOf(whole), advised, counter, limit }
  const tight = limit * (1 - ADVICE_SHARE)
  const makesRoom = counter.count(whole.text) > tight && hasAdvice(about)
  const answer = makesRoom ? await search(tight) : whole
  const text = withAdvice(answer.text, { ...about, servers: serversOf(answer) })
  gateway.metrics.save(-counter.count(text))
  return { ...textResult(text), ...(answer.isError ? { isError: true } : {}) }
}

/** What tokens there are for a text. */
interface Room {
  counter: TokenCounter
  /** Most tokens. */
  limit: number
}

const HOW =
  'Call them through call_tool({"name": ..., "arguments": {...}}), those marked [read] through call_read_tool.'

/** How to call what was found and which servers are not available, as much of it as has room. */
function footerOf(unavailable: readonly { server: string; reason: string }[], room: Room): string {
  const named = unavailable.slice(0, MAX_UNAVAILABLE)
  const more = unavailable.length - named.length
  const listed = (names: readonly string[]) =>
    `Servers that are not available now: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
  const texts =
    unavailable.length === 0
      ? []
      : [
          listed(named.map(({ server, reason }) => `${server} (${reason})`)),
          listed(named.map(({ server }) => server)),
          `${unavailable.length} servers are not available now.`,
        ]
  return firstThatFits([...texts.map((text) => `${HOW}\n${text}`), ...texts.slice(-1), HOW], room)
}

function nothingKnown(why: string, room: Room): string {
  return firstThatFits([`${MISS}${why}`.trim(), `${MISS}No tool is known.`], room)
}

/** Empty where none does. */
function firstThatFits(texts: readonly string[], { counter, limit }: Room): string {
  return texts.find((text) => counter.count(text) <= limit) ?? ''
}
