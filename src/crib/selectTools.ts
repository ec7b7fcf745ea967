import type { LeftReason } from '../budget/LeftReason.js'
import { serverLimit } from '../budget/serverLimit.js'
import type { Caution } from '../rank/cautions.js'
import type { MatchedEvidence } from '../rank/explain.js'
import type { Fit } from '../rank/fit.js'
import type { RankedTool } from '../rank/Ranking.js'
import type { ScoredTool } from '../rank/ScoredTool.js'
import type { ToolTokens } from '../tokens/render/ToolTokens.js'
import type { Catalog } from '../tool/Catalog.js'
import type { Level } from '../tool/Level.js'
import type { CatalogCosts } from './CostKeeper.js'
import { type LeftInput, type LeftTool, leftItems } from './leftItems.js'
import { listAlone } from './listAlone.js'
import { listInSession } from './listInSession.js'
import type { Needs } from './NeedsKeeper.js'
import { offeredTools } from './offeredTools.js'
import type { OwnTool } from './ownTools.js'
import type { SessionGiven } from './packInSession.js'
import type { PackOptions } from './packTools.js'
import type { SearchOffer } from './packWithSearch.js'
import { recallReport } from './recallReport.js'
import type { RecallPlan, Selection } from './Selection.js'
import { selectedItem } from './selectedItem.js'
import type { ToolList } from './ToolList.js'

/** A ranking and all that packing it needs. */
export interface SelectInput {
  catalog: Catalog
  costs: CatalogCosts
  /** The best tools, and the pinned ones and those that others need wherever they rank. */
  scored: readonly ScoredTool[]
  /** Tools that might have been handed out, the filter's and near-copies left out. */
  candidates: number
  /** Gathers the evidence of a tool; asked only for those that are handed out. */
  explain: (scored: ScoredTool) => RankedTool
  /** What of a tool met the task; asked for those that are named as left. */
  matched: (scored: ScoredTool) => MatchedEvidence
  task: string
  /** Index driver. */
  index: string
  /** Ids of pinned tools. */
  pinned: ReadonlySet<string>
  /** Positions of the near-copies that were left out of the ranking, by the position of the tool that they repeat. */
  copies: ReadonlyMap<number, readonly number[]>
  fit: Fit
  cautions: Caution[]
  /** How far down tools are handed out; undefined: `minConfidence`. */
  recall: RecallPlan | undefined
  /** Texts of the wishes that are to be covered; none where the task is one. */
  wishes: readonly string[]
  /** What tools need, by id: of each group at least one has to come with the tool. */
  needs: Needs
  /** Definitions of the host's own, at the head of the list. */
  own: readonly OwnTool[]
  /** Undefined: no search tool is handed out. */
  search: SearchOffer | undefined
}

/** What may be handed out at most, and how much of each tool. */
export interface SelectLimits {
  maxTokens?: number | undefined
  /** Most tools of the catalog. */
  maxTools: number
  /** Most definitions in the list, the search tool included. Default: no limit. */
  maxListed?: number | undefined
  maxShare?: number | undefined
  /** Tools of a lower confidence are left out, the best one aside; 0 to 1. Not used with a recall. */
  minConfidence: number
  /** One or more, most of a definition first. */
  levels: readonly Level[]
}

/** A selection, and all that was considered for it. */
export interface Handout {
  selection: Selection
  /** The list that was made, of which the selection tells. */
  list: ToolList
  /** What it was counted by. */
  costs: CatalogCosts
  /** Every ranked tool that was not handed out; `selection.left` names the best of them. */
  left: readonly LeftTool[]
}

/** Packs a ranking into the limits, in a session where one is given. A pure function of its input. */
export function selectTools(input: SelectInput, limits: SelectLimits, session?: SessionGiven): Handout {
  const { offered, unlikely } = offeredTools(input, limits.minConfidence)
  const options = packOptions(limits, input.own)
  const list =
    session === undefined
      ? listAlone(offered, input, options)
      : listInSession(offered, input, { session, options })
  const idle = new Set(list.change?.idle)
  const left = leftTools(list.left, { unlikely, idle }, input.costs)
  return { selection: selectionOf(list, left, { input, limits, idle }), list, costs: input.costs, left }
}

function packOptions(
  { maxShare, ...limits }: SelectLimits,
  own: readonly OwnTool[],
): Omit<PackOptions, 'beside'> {
  const { maxTokens, maxTools, maxListed = Number.POSITIVE_INFINITY, levels } = limits
  const maxPerServer = maxShare === undefined ? undefined : serverLimit(maxShare, maxTools)
  return { maxTokens, maxTools, maxListed, maxPerServer, levels, own: own.map(({ cost }) => cost) }
}

function selectionOf(
  list: ToolList,
  left: readonly LeftTool[],
  { input, limits, idle }: LeftInput & { limits: SelectLimits },
): Selection {
  const { costs, fit, recall } = input
  const items = [...list.chosen]
    .sort((a, b) => a.offered.item.rank - b.offered.item.rank)
    .map((chosen) => selectedItem(chosen, input))
  const selection: Selection = {
    tools: list.tools,
    items,
    left: leftItems(left, items, { input, idle }),
    tokens: {
      before: costs.total,
      after: list.tokens,
      limit: limits.maxTokens ?? null,
      counter: costs.budget.counter,
      billed: billedTokens(list, costs),
    },
    search: null,
    nothingFits: fit.nothing,
    fit: fit.probability,
    cautions: input.cautions,
    task: input.task,
    index: input.index,
  }
  if (recall !== undefined) selection.recall = recallReport(recall, list.left[0]?.why)
  if (list.change !== undefined) selection.session = list.change
  return selection
}

function billedTokens({ tools }: ToolList, { budget, measure }: CatalogCosts): ToolTokens | null {
  return budget.billed?.(tools.map((tool) => measure(JSON.stringify(tool)))) ?? null
}

function leftTools(
  left: ToolList['left'],
  { unlikely, idle }: { unlikely: readonly ScoredTool[]; idle: ReadonlySet<string> },
  costs: CatalogCosts,
): LeftTool[] {
  // Written out member by member: spreading takes many times as long in V8, and this runs for every candidate.
  const leftTool = (item: ScoredTool, why: LeftReason): LeftTool => ({
    item,
    tokens: costs.budget.shown(costs.itemOf(item.tool.id)),
    why,
  })
  const tools = left.map(({ offered, why }) => leftTool(offered.item, why))
  for (const item of unlikely) if (!idle.has(item.tool.id)) tools.push(leftTool(item, 'low-confidence'))
  return tools
}
