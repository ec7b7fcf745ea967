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
  const tokensOf = (definitions: readonly ToolDefinition[]) =>
    definitions.length === 0
      ? 0
      : listTokens(
          counter,
          definitions.map((one) => measureItem(counter, JSON.stringify(one))),
        )
  const own = new Set(pinned.flatMap((pin) => catalog.get(pin) ?? []).filter(allows))
  const definitions = [...own].map(sent)
  const tokens = tokensOf(definitions)
  if (tokens > pinnedTokens) throw overBudget(own.size, tokens, pinnedTokens)
  const left: string[] = []
  for (const at of catalog.registered) {
    const tool = catalog.tools[at]!
    if (!asksForPin(tool.definition) || own.has(tool) || !shows(tool)) continue
    if (tokensOf([...definitions, sent(tool)]) <= pinnedTokens) definitions.push(sent(tool))
    else left.push(catalog.wireName(tool.id))
  }
  return { definitions, left, unknown: pinned.filter((pin) => catalog.get(pin) === undefined) }
}

function overBudget(tools: number, tokens: number, maxTokens: number): CribError {
  const message = `The ${tools} pinned tools take ${tokens} tokens; \`pinnedTokens\` is ${maxTokens}. Raise it, or pin less.`
  return new CribError('pins-over-budget', message, { details: { tokens, maxTokens, tools, maxTools: null } })
}
