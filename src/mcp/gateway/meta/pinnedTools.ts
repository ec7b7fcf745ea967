import { CribError } from '../../../errors.js'
import { listTokens, measureItem } from '../../../tokens/listCost.js'
import type { TokenCounter } from '../../../tokens/TokenCounter.js'
import type { Catalog } from '../../../tool/Catalog.js'
import type { Tool, ToolDefinition } from '../../../tool/Tool.js'
import { wireDefinition } from '../../../tool/wireDefinition.js'
import { PINNED_TOKENS } from '../profiles/Profile.js'
import type { ProfileOptions } from '../profiles/ProfileOptions.js'
import { asksForPin } from './toolHints.js'

/** Tools that stand in a list besides the own ones. */
export interface PinnedTools {
  /** The user's pins in their order, then what servers asked for, in the order of the configuration. */
  definitions: ToolDefinition[]
  /** Names of tools whose server asked for a pin that found no room. */
  left: string[]
  /** Pins of the user that name no known tool: their server may not have been listed yet. */
  unknown: string[]
}

/** Wishes for a pin that found no room after which no more are tried: counting twenty thousand takes a second. */
const MAX_LEFT = 200
/** More than texts have: their beginning alone has too many tokens then. */
const CHARACTERS_A_TOKEN = 16
/** Tokens that a text may have more where it is cut. */
const CUT_TOKENS = 16

/** Which tools may be pinned, and how they are counted. */
export interface PinRules {
  shows: (tool: Tool) => boolean
  allows: (tool: Tool) => boolean
  counter: TokenCounter
}

/**
 * @param shows Whether a server's wish for a pin is heard: what the profile shows and the gate allows.
 * @param allows Whether the gate lets a tool be listed. The user's own pins need no more: they may be of what else is left out.
 * @throws CribError `pins-over-budget` where the user's own pins take more than `pinnedTokens`
 */
export function pinnedTools(
  catalog: Catalog,
  { pinned = [], pinnedTokens = PINNED_TOKENS }: ProfileOptions,
  { shows, allows, counter }: PinRules,
): PinnedTools {
  const sent = (tool: Tool) => wireDefinition(tool, catalog.wireName(tool.id))
  const measured = (tool: Tool) => measureItem(counter, JSON.stringify(sent(tool)))
  const own = new Set(pinned.flatMap((pin) => catalog.get(pin) ?? []).filter(allows))
  const definitions = [...own].map(sent)
  const items = [...own].map(measured)
  const tokens = items.length === 0 ? 0 : listTokens(counter, items)
  if (tokens > pinnedTokens) throw overBudget(own.size, tokens, pinnedTokens)
  const left: string[] = []
  for (const at of catalog.registered) {
    const tool = catalog.tools[at]!
    if (!asksForPin(tool.definition) || own.has(tool) || !shows(tool)) continue
    const item =
      left.length < MAX_LEFT && !isTooLong(sent(tool), pinnedTokens, counter) ? measured(tool) : undefined
    if (item === undefined || listTokens(counter, [...items, item]) > pinnedTokens) {
      left.push(catalog.wireName(tool.id))
      continue
    }
    definitions.push(sent(tool))
    items.push(item)
  }
  return { definitions, left, unknown: pinned.filter((pin) => catalog.get(pin) === undefined) }
}

/**
 * Whether the beginning of a definition has more tokens than there may be, so that its rest need not be counted: it may have
 * a million characters. A text that is cut may have a few tokens more than it had whole.
 */
function isTooLong(definition: ToolDefinition, maxTokens: number, counter: TokenCounter): boolean {
  const json = JSON.stringify(definition)
  const most = (maxTokens + CUT_TOKENS) * CHARACTERS_A_TOKEN
  return json.length > most && counter.count(json.slice(0, most)) > maxTokens + CUT_TOKENS
}

function overBudget(tools: number, tokens: number, maxTokens: number): CribError {
  const message = `The ${tools} pinned tools take ${tokens} tokens; \`pinnedTokens\` is ${maxTokens}. Raise it, or pin less.`
  return new CribError('pins-over-budget', message, { details: { tokens, maxTokens, tools, maxTools: null } })
}
