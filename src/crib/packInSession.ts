import type { LeftReason } from '../budget/LeftReason.js'
import { CribError } from '../errors.js'
import { advanceSession } from '../session/advanceSession.js'
import type { SessionEntry, SessionState } from '../session/SessionState.js'
import type { SessionStep } from '../session/SessionStep.js'
import type { ToolDefinition } from '../tool/Tool.js'
import type { CatalogCosts, LeveledCost } from './CostKeeper.js'
import { type Offered, type Packed, type PackOptions, packTools, type ToolPacking } from './packTools.js'
import { packWithSearch } from './packWithSearch.js'
import { SEARCH_ID } from './searchDefinition.js'
import type { SelectInput } from './selectTools.js'
import { hashIn, searchWanted, wantedOf } from './sessionWants.js'

/** A session, as a turn goes on with it. */
export interface SessionGiven {
  state: SessionState
  /** Key of what the turn asks for (`askedKey`). */
  asked: string
}

/** A turn's list, and what of it the task asks for. */
export interface SessionPacking {
  step: SessionStep
  /** What the task asks for and the list holds. */
  chosen: Packed[]
  /** In the order of the offered tools. */
  left: ToolPacking['left']
}

/** Tokens by which the order of a list may change its size. */
const ORDER_SLACK = 4

type Held = ReadonlyMap<string, SessionEntry>

/**
 * Packs a task's tools into the list of a session. What stands there already is free; where the rest of the budget does not
 * hold all that the task would be given alone, that is asked for, and the session decides what has to go.
 */
export function packInSession(
  offered: readonly Offered[],
  input: SelectInput,
  { session: { state, asked }, options }: { session: SessionGiven; options: Omit<PackOptions, 'beside'> },
): SessionPacking {
  const { costs } = input
  const hashOf = (id: string) => hashIn(input, id)
  const held = new Map(
    state.entries.filter((entry) => hashOf(entry.id) === entry.hash).map((entry) => [entry.id, entry]),
  )
  checkNames(held, input)
  const alone = packWithSearch(offered, input, options)
  const rest = packInTheRest(offered, input, { held, options })
  const takesAll = (packing: ToolPacking) =>
    alone.packing.chosen.every(({ offered: tool }) =>
      packing.chosen.some((one) => idOf(one) === tool.item.tool.id),
    )
  const packing = rest !== undefined && takesAll(rest) ? rest : alone.packing
  // What stands there unasked holds its place as idle tools do: where it is in the best tool's way, it is the one to go.
  const { search } = alone
  const wanted = [...packing.chosen]
    .sort((a, b) => a.offered.item.rank - b.offered.item.rank)
    .map((one) => wantedOf(one, hashOf))
  if (search !== undefined) wanted.unshift(searchWanted(search))
  const step = advanceSession(state, {
    asked,
    wanted,
    hashOf,
    limits: { maxTokens: options.maxTokens, maxTools: limitOrNone(options.maxListed - options.own.length) },
    tokensOf: (list) => costs.budget.tokens([...options.own, ...list.map(costs.measure)]),
    emptyTokens: options.own.length === 0 ? 0 : costs.budget.tokens(options.own),
  })
  return { step, ...outcomeOf(step, offered, { costs, packing, options }) }
}

/** An entry that is of the tool as it is now has its name, or the list would show one tool under the name of another. */
function checkNames(held: Held, { catalog, search }: SelectInput): void {
  for (const { id, wireName } of held.values()) {
    if (wireName === (id === SEARCH_ID ? search?.definition.name : catalog.wireName(id))) continue
    throw new CribError(
      'session-invalid',
      `The session holds ${JSON.stringify(id)} under the name ${JSON.stringify(wireName)}, which is not its own. Give what selection.session.state held, or begin a new one with createSessionState().`,
      { details: { id, wireName } },
    )
  }
}

/** Undefined where what stands in the list already is over the limits. */
function packInTheRest(
  offered: readonly Offered[],
  { costs, search }: SelectInput,
  { held, options }: { held: Held; options: Omit<PackOptions, 'beside'> },
): ToolPacking | undefined {
  const { maxTokens } = options
  const beside = [...held.values()].map(({ wireName, json }) => ({
    wireName,
    cost: costs.measure(json),
  }))
  if (search !== undefined && !held.has(SEARCH_ID))
    beside.push({ wireName: search.definition.name, cost: search.cost })
  const tools = offered.map((tool) => ({ ...tool, held: heldCost(held.get(tool.item.tool.id), costs) }))
  try {
    return packTools(tools, costs, {
      ...options,
      maxTokens: maxTokens === undefined ? undefined : Math.max(0, maxTokens - ORDER_SLACK),
      beside,
    })
  } catch (error) {
    if (CribError.is(error) && error.code === 'pins-over-budget') return undefined
    throw error
  }
}

interface OutcomeInput {
  costs: CatalogCosts
  packing: ToolPacking
  options: Omit<PackOptions, 'beside'>
}

/** What the list holds of what was offered, and why the rest was left. */
function outcomeOf(
  { state, refused }: SessionStep,
  offered: readonly Offered[],
  { costs, packing, options }: OutcomeInput,
): Pick<SessionPacking, 'chosen' | 'left'> {
  const listed = new Map(state.entries.map((entry) => [entry.id, entry]))
  const { maxTokens, maxListed } = options
  // Of what was to be packed and gave way to the list: the limit that is reached.
  const full =
    maxTokens === undefined || state.entries.length + options.own.length >= maxListed
      ? 'max-tools'
      : 'max-tokens'
  const reasons = new Map<string, LeftReason>([
    ...packing.left.map(({ offered: tool, why }) => [tool.item.tool.id, why] as const),
    ...refused.map(({ id, why }) => [id, why] as const),
  ])
  const chosen: Packed[] = []
  const left: ToolPacking['left'] = []
  for (const tool of offered) {
    const { id } = tool.item.tool
    const entry = listed.get(id)
    if (entry === undefined) left.push({ offered: tool, why: reasons.get(id) ?? full })
    else if (entry.lastWanted === state.turn) chosen.push({ offered: tool, leveled: heldCost(entry, costs)! })
  }
  return { chosen, left }
}

function heldCost(entry: SessionEntry | undefined, costs: CatalogCosts): LeveledCost | undefined {
  if (entry === undefined) return undefined
  const { level, json } = entry
  return {
    level,
    definition: JSON.parse(json) as ToolDefinition,
    elided: costs.at(entry.id, level).elided,
    callable: level !== 'name',
    cost: costs.measure(json),
  }
}

function idOf({ offered }: Packed): string {
  return offered.item.tool.id
}

function limitOrNone(limit: number): number | undefined {
  return limit === Number.POSITIVE_INFINITY ? undefined : limit
}
