import { catalogDigest } from '../../../crib/catalogDigest.js'
import { showValue } from '../../../text/showValue.js'
import type { TokenCounter } from '../../../tokens/TokenCounter.js'
import type { Tool, ToolDefinition } from '../../../tool/Tool.js'
import type { Gateway } from '../Gateway.js'
import type { Profile } from '../profiles/Profile.js'
import type { StockView } from '../stock/StockView.js'
import { metaTools } from './metaTools.js'
import { type PinnedTools, pinnedTools } from './pinnedTools.js'

/** What a client is listed. */
export interface ConstantList {
  tools: ToolDefinition[]
  pins: PinnedTools
}

/** Said where there is nothing to be searched, and only the user can change that. */
export const NO_SERVER =
  'No server is configured, so there is no tool: the user has to add one to `mcpServers` in the configuration of this gateway.'

/** For whom a list is made. */
export interface Audience {
  gateway: Gateway
  profile: Profile
  /** Context of the request. */
  context: string
}

/** Names that one warning holds. */
const MAX_TOLD = 10

/** Lists as they were made, where the gate treats all alike: by view, by profile. */
const known = new WeakMap<StockView, Map<Profile, ConstantList>>()

/**
 * The own tools and the pinned ones: the same bytes for the same catalog. Throws `pins-over-budget` for the user's own pins.
 */
export function constantList(view: StockView, audience: Audience, counter: TokenCounter): ConstantList {
  const { gateway, profile } = audience
  const made = known.get(view) ?? new Map<Profile, ConstantList>()
  known.set(view, made)
  const before = gateway.isOpen ? made.get(profile) : undefined
  if (before !== undefined) return before
  const allows = (tool: Tool) => isListed(tool, audience)
  const shows = (tool: Tool) => profile.shows(tool) && allows(tool)
  const pins = pinnedTools(view.catalog, profile.options, { shows, allows, counter })
  reportPins(pins, { gateway, isWhole: view.servers.size === gateway.keys.length })
  const digest = catalogDigest({ tools: view.catalog.tools.filter(shows) }, { counter })
  const there = gateway.keys.length === 0 ? NO_SERVER : digest === '' ? '' : `There are: ${digest}.`
  const list = { tools: [...metaTools(there), ...pins.definitions], pins }
  if (gateway.isOpen) made.set(profile, list)
  return list
}

function reportPins(
  { left, unknown }: PinnedTools,
  { gateway, isWhole }: { gateway: Gateway; isWhole: boolean },
): void {
  if (left.length > 0) {
    const more = left.length > MAX_TOLD ? ` and ${left.length - MAX_TOLD} more` : ''
    const names = left.slice(0, MAX_TOLD).join(', ')
    gateway.warnOnce(
      `\`pinnedTokens\` has no room for tools that ask to stand in every list: ${names}${more}. They can be searched for; pin them, or raise the limit.`,
    )
  }
  // While a server is not known its tools are not.
  for (const pin of isWhole ? unknown : [])
    gateway.warnOnce(
      `The pin ${showValue(pin)} names no tool that can be listed. Correct it, or leave it out.`,
    )
}

function isListed(tool: Tool, { gateway, profile, context }: Audience): boolean {
  return gateway.denied({ profile, context }, 'list', { server: tool.server!, name: tool.name }) === undefined
}
