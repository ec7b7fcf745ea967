import { callSearch } from '../../../crib/callSearch.js'
import type { TokenCounter } from '../../../tokens/TokenCounter.js'
import { oneLine } from '../../oneLine.js'
import type { StockView } from '../stock/StockView.js'
import { type Audience, NO_SERVER } from './constantList.js'
import { deniedTools } from './deniedTools.js'
import { markOf } from './marks.js'
import { textResult } from './textResult.js'

/** Tokens of an answer where the options say nothing. */
const SEARCH_TOKENS = 1_500
/** Share of an answer that is kept for advice of servers, as long as there is some that was not told. */
const ADVICE_SHARE = 0.15
/** Characters of one server's advice that are told. */
const ADVICE_CHARACTERS = 400
/** Unavailable servers that an answer names. */
const MAX_UNAVAILABLE = 5

/** Share of an answer that its last lines may take: reasons of servers may be long, and tools come first. */
const FOOTER_SHARE = 0.3

/** Before the line of a task that no tool fits, for whoever reads answers by program. */
const MISS = 'nothing_fits: '

/**
 * Answers `search_tools`: a callable line for each tool, within `searchTokens`; a miss with the nearest names; the servers
 * that are not available; and each server's advice, shortened, with the first answer that has a tool of it.
 */
export async function searchTools(
  view: StockView,
  args: unknown,
  { signal, ...audience }: Audience & { signal: AbortSignal },
): Promise<Record<string, unknown>> {
  const { gateway, profile, context } = audience
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
  const denied = deniedTools(crib.catalog, 'search', audience)
  const advised = gateway.advised(context)
  const hasAdvice = [...view.servers.values()].some(
    ({ key, instructions }) => instructions && !advised.has(key),
  )
  const answer = await callSearch({
    args,
    options: { signal, maxTokens: Math.max(1, Math.floor(limit * (hasAdvice ? 1 - ADVICE_SHARE : 1))) },
    counter,
    find: async (task) => {
      const { catalog } = crib
      const rules = { ...(include && { include }), exclude: [...exclude, ...denied] }
      return { selection: await crib.select(task, { ...rules, search: 'off', signal }), catalog }
    },
    telling: { miss: MISS, mark: (id) => markOf(crib.catalog.get(id)!, isReadOnly), footer },
  })
  const servers = answer.found.flatMap(({ items }) => items.map(({ id }) => crib.catalog.get(id)!.server!))
  const text = withAdvice(answer.text, { view, servers, advised, counter, limit })
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

/** The answer with advice of its servers that was not told yet, as far as it has room. Marks what it told. */
function withAdvice(
  text: string,
  about: {
    view: StockView
    servers: readonly string[]
    advised: Set<string>
    counter: TokenCounter
    limit: number
  },
): string {
  const { view, servers, advised, counter, limit } = about
  let told = text
  for (const server of new Set(servers)) {
    const instructions = view.servers.get(server)?.instructions
    if (!instructions || advised.has(server)) continue
    const longer = `${told}\n${server} says: ${oneLine(instructions, ADVICE_CHARACTERS)}`
    if (counter.count(longer) > limit) continue
    told = longer
    advised.add(server)
  }
  return told
}
