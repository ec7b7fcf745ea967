import type { LeftReason } from '../budget/LeftReason.js'
import type { LeveledCandidate, LevelOption } from '../budget/LeveledPacking.js'
import { packLevels } from '../budget/packLevels.js'
import { CribError } from '../errors.js'
import type { ScoredTool } from '../rank/ScoredTool.js'
import type { ItemCost } from '../tokens/listCost.js'
import type { Level } from '../tool/Level.js'
import type { CatalogCosts, LeveledCost } from './CostKeeper.js'
import { LEVEL_VALUES } from './defaults.js'

/** A ranked tool that may be handed out. */
export interface Offered {
  item: ScoredTool
  pinned: boolean
  wireName: string
  /** Numbers of the wishes that it serves. */
  intents: readonly number[]
  /** Of each group of ids at least one has to come with it. */
  needs: readonly (readonly string[])[]
  /** As what it stands in the list already, and is paid for there; undefined where it does not. */
  held?: LeveledCost | undefined
}

/** A tool that is handed out. */
export interface Packed {
  offered: Offered
  leveled: LeveledCost
}

/** A definition that stands in the list whatever is chosen: the search tool, and what a session holds. */
export interface Beside {
  wireName: string
  cost: ItemCost
}

/** What may be handed out at most, and how much of each tool. */
export interface PackOptions {
  maxTokens: number | undefined
  maxTools: number
  maxPerServer: number | undefined
  /** Most definitions in the list, all of them counted. */
  maxListed: number
  /** One or more, most of a definition first; without a limit on tokens only the first matters. */
  levels: readonly Level[]
  beside: readonly Beside[]
  /** The host's own, which stand at the head of the list in this order. */
  own: readonly ItemCost[]
}

/** What was packed. */
export interface ToolPacking {
  /** By wire name. */
  chosen: Packed[]
  /** In the order of the offered tools. */
  left: { offered: Offered; why: LeftReason }[]
  /** Tokens of the chosen tools, those beside them and the host's own as one list, exactly; 0 for an empty one. */
  tokens: number
  /** How many wishes no chosen tool serves, though an offered one does. */
  uncovered: number
}

/** Between equal confidences the tool ahead wins. */
const TIE = 2e-7

/** Tools that are looked at first, for each place in the list. */
const NEAR_PLACES = 2

/** Share of the value that a selection may fall short of the best packing: looking for the last of it takes most of the time. */
const TOLERANCE = 0.005

/**
 * Chooses tools and levels under the limits (`packLevels`). Where additive costs fall short of the exact tokens of the list,
 * it packs again for less: the result never exceeds a limit. Throws `pins-over-budget` as `packLevels` does.
 */
export function packTools(
  offered: readonly Offered[],
  costs: CatalogCosts,
  options: PackOptions,
): ToolPacking {
  const { maxTools, maxListed, beside, own } = options
  if (beside.length + own.length > 0) refuseTooLarge(costs, options)
  const held = offered.reduce((count, tool) => count + (tool.held === undefined ? 0 : 1), 0)
  // Held tools are among those beside, and must not take a second place.
  const places = Math.min(maxTools, maxListed - own.length - beside.length + held)
  const ample = packAmply(offered, costs, { ...options, places })
  if (ample !== undefined) return ample
  return packNear(offered, costs, { ...options, places }) ?? packFound(offered, costs, { ...options, places })
}

/**
 * Tools far behind get a place only where those ahead are too large for theirs, so those ahead are packed first. Undefined where
 * they do not fill all places, or where one of the others is there for more than its own sake.
 */
function packNear(
  offered: readonly Offered[],
  costs: CatalogCosts,
  options: PackOptions & { places: number },
): ToolPacking | undefined {
  const { places, maxPerServer } = options
  const near = NEAR_PLACES * places
  if (offered.length <= near || maxPerServer !== undefined || !offered.every(isFree)) return undefined
  const packing = packFound(offered.slice(0, near), costs, options)
  const served = new Set(packing.chosen.flatMap((one) => one.offered.intents))
  const far = offered.slice(near)
  const isServed = far.every(({ intents }) => intents.every((intent) => served.has(intent)))
  if (packing.chosen.length < places || packing.uncovered > 0 || !isServed) return undefined
  const left = far.map((tool) => ({ offered: tool, why: 'max-tools' as const }))
  return { ...packing, left: [...packing.left, ...left] }
}

/** Whether it is neither pinned nor in the list, and needs no other. */
function isFree({ pinned, needs, held }: Offered): boolean {
  return !pinned && needs.length === 0 && held === undefined
}

function packFound(
  offered: readonly Offered[],
  costs: CatalogCosts,
  options: PackOptions & { places: number },
): ToolPacking {
  const { maxTokens, maxPerServer, places } = options
  const { budget: counted } = costs
  const overhead = fixedCosts(options).reduce((sum, cost) => sum + counted.weight(cost), counted.overhead)
  const byId = new Map(offered.map((tool) => [tool.item.tool.id, tool]))
  const candidates = candidatesOf(offered, costs, options)
  for (let budget = maxTokens, cut = 1; ; cut *= 2) {
    const packing = packLevels(candidates, {
      maxTokens: budget,
      maxTools: places,
      maxPerServer,
      overhead,
      tolerance: TOLERANCE,
    })
    const chosen = packing.chosen.map(({ id, option }) => {
      const tool = byId.get(id)!
      return { offered: tool, leveled: tool.held ?? costs.at(id, option.level) }
    })
    const tokens = tokensOf(chosen, costs, options)
    if (budget === undefined || tokens <= maxTokens!)
      return {
        chosen: chosen.sort(byWireName),
        tokens,
        uncovered: packing.uncovered.length,
        left: packing.left.map(({ id, why }) => ({ offered: byId.get(id)!, why })),
      }
    // By more each time, or a counter that counts lists far above their tools would take thousands of turns. At 0 it ends:
    // each tool weighs something.
    budget = Math.max(0, budget - Math.max(cut, tokens - maxTokens!))
  }
}

/**
 * Where the first of the ranking fit at the first level, with a tool for every wish and with all that they need, no packing is
 * worth more: usefulness falls along the ranking. Undefined where something is scarce.
 */
function packAmply(
  offered: readonly Offered[],
  costs: CatalogCosts,
  options: PackOptions & { places: number },
): ToolPacking | undefined {
  const { maxTokens, maxPerServer, places, levels } = options
  if (maxPerServer !== undefined) return undefined
  let free = places
  for (const { pinned } of offered) if (pinned) free--
  if (free < 0) return undefined
  const taken: Offered[] = []
  let least = 0
  for (const tool of offered) {
    if (!tool.pinned && free-- <= 0) continue
    taken.push(tool)
    if (tool.held === undefined) least += costs.budget.least(costs.at(tool.item.tool.id, levels[0]!).cost)
    if (maxTokens !== undefined && least > maxTokens) return undefined
  }
  const ids = new Set(taken.map(({ item }) => item.tool.id))
  const served = new Set(taken.flatMap(({ intents }) => intents))
  const isComplete =
    taken.every(({ needs }) => needs.every((group) => group.some((id) => ids.has(id)))) &&
    offered.every(({ intents }) => intents.every((intent) => served.has(intent)))
  if (!isComplete) return undefined
  const chosen = taken.map((tool) => ({
    offered: tool,
    leveled: tool.held ?? costs.at(tool.item.tool.id, levels[0]!),
  }))
  if (!chosen.every(({ leveled }) => leveled.callable)) return undefined
  const tokens = tokensOf(chosen, costs, options)
  if (tokens > (maxTokens ?? tokens)) return undefined
  const left = offered
    .filter(({ item }) => !ids.has(item.tool.id))
    .map((tool) => ({ offered: tool, why: 'max-tools' as const }))
  return { chosen: chosen.sort(byWireName), tokens, uncovered: 0, left }
}

function byWireName(a: Packed, b: Packed): number {
  return a.offered.wireName < b.offered.wireName ? -1 : 1
}

function refuseTooLarge(costs: CatalogCosts, options: PackOptions): void {
  const { maxTokens, maxListed, beside, own } = options
  const tokens = tokensOf([], costs, options)
  const tools = own.length + beside.length
  if (tokens <= (maxTokens ?? tokens) && tools <= maxListed) return
  const maxTools = Number.isFinite(maxListed) ? maxListed : null
  const [what, advice] =
    own.length > 0
      ? [
          'What must stand in the list (`own`; of a wrapped client its three own tools) takes',
          'Raise the limit, or give fewer.',
        ]
      : ['The search tool takes', 'Raise the limit, or let `search` be auto or off.']
  throw new CribError(
    'pins-over-budget',
    `${what} ${tokens} tokens; the limits are ${maxTokens ?? 'any number of'} tokens and ${maxTools ?? 'any number of'} tools. ${advice}`,
    { details: { tokens, maxTokens: maxTokens ?? null, tools, maxTools } },
  )
}

function candidatesOf(
  offered: readonly Offered[],
  costs: CatalogCosts,
  { maxTokens, levels }: PackOptions,
): LeveledCandidate[] {
  const optionsOf = knownOptions(costs, maxTokens === undefined ? levels.slice(0, 1) : levels)
  const usefulness = falling(offered)
  return offered.map(({ item: { tool }, pinned, intents, needs, held }, at) => ({
    id: tool.id,
    usefulness: usefulness[at]!,
    options: held === undefined ? optionsOf(tool.id) : [{ ...optionOf(held, costs), tokens: 0 }],
    pinned,
    server: tool.server,
    intents,
    needs,
  }))
}

/** By the costs of a catalog and the levels: the options of each tool that was asked for. */
const known = new WeakMap<CatalogCosts, Map<string, Map<string, LevelOption[]>>>()

/** The options of a tool at these levels, made once for each tool of a catalog. */
function knownOptions(costs: CatalogCosts, levels: readonly Level[]): (id: string) => LevelOption[] {
  const byLevels = known.get(costs) ?? new Map<string, Map<string, LevelOption[]>>()
  const key = levels.join()
  const byId = byLevels.get(key) ?? new Map<string, LevelOption[]>()
  known.set(costs, byLevels.set(key, byId))
  return (id) => {
    const made = byId.get(id)
    if (made !== undefined) return made
    const costed = levels.map((level) => costs.at(id, level))
    // A level that would not be shorter than the one above comes back as that one.
    const options = costed
      .filter(({ level }, at) => level !== costed[at - 1]?.level)
      .map((leveled) => optionOf(leveled, costs))
    byId.set(id, options)
    return options
  }
}

function optionOf({ level, callable, cost }: LeveledCost, { budget }: CatalogCosts): LevelOption {
  return { level, tokens: budget.weight(cost), value: LEVEL_VALUES[level], callable }
}

/**
 * The confidences in falling order, the largest for the first of the ranking: where the two disagree the order is right more
 * often. Rearranging estimates of what is known to fall only brings them nearer to it (Chernozhukov, Fernandez-Val,
 * Galichon, Biometrika 96, 2009, https://doi.org/10.1093/biomet/asp030).
 */
function falling(offered: readonly Offered[]): Float64Array {
  const values = Float64Array.from(offered, ({ item }) => item.confidence)
    .sort()
    .reverse()
  for (let at = 0; at < values.length; at++) values[at] = Math.max(0, values[at]! - at * TIE)
  return values
}

function fixedCosts({ beside, own }: PackOptions): ItemCost[] {
  return [...own, ...beside.map(({ cost }) => cost)]
}

/** The host's own, then by wire name, as a list that stands alone is sent. */
function tokensOf(
  chosen: readonly Packed[],
  { budget }: CatalogCosts,
  { beside, own }: Pick<PackOptions, 'beside' | 'own'>,
): number {
  const fresh = chosen.filter(({ offered }) => offered.held === undefined)
  const items = [
    ...beside,
    ...fresh.map(({ offered, leveled }) => ({ wireName: offered.wireName, cost: leveled.cost })),
  ]
  items.sort((a, b) => (a.wireName < b.wireName ? -1 : 1))
  return budget.tokens([...own, ...items.map(({ cost }) => cost)])
}
