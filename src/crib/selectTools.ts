import { type Candidate, pack } from '../budget/pack.js'
import type { LeftItem, LeftReason, SelectedItem, Selection } from '../budget/Selection.js'
import type { RankedTool } from '../rank/Ranking.js'
import { reasons } from '../rank/reasons.js'
import type { ScoredTool } from '../rank/scoreTools.js'
import type { Catalog } from '../tool/Catalog.js'
import { wireDefinition } from '../tool/wireDefinition.js'
import type { CatalogCosts } from './CostKeeper.js'
import type { SelectOptions } from './Crib.js'
import { DEFAULT_LIMIT, MAX_LEFT, MIN_CONFIDENCE } from './defaults.js'

/** A ranking and all that packing it needs. */
export interface SelectInput {
  catalog: Catalog
  costs: CatalogCosts
  /** The best tools, and the pinned ones wherever they rank. */
  scored: readonly ScoredTool[]
  /** Gathers the evidence of a tool; asked only for those that are handed out. */
  explain: (scored: ScoredTool) => RankedTool
  task: string
  /** Index driver. */
  index: string
  /** Ids of pinned tools. */
  pinned: ReadonlySet<string>
  nothingFits: boolean
}

interface Offered extends Candidate {
  item: ScoredTool
}

/** Packs a ranking into the limits. A pure function of its input. */
export function selectTools(input: SelectInput, options: SelectOptions): Selection {
  const { costs, nothingFits } = input
  const offered = input.scored.map((item) => offer(input, item))
  const limits = { maxTokens: options.maxTokens, maxTools: options.maxTools ?? DEFAULT_LIMIT }
  const isFit = ({ item, pinned }: Offered) =>
    pinned || (!nothingFits && (item.rank === 1 || item.confidence >= MIN_CONFIDENCE))
  const packing = pack(offered.filter(isFit), limits, costs.counter)
  const unfit = offered.filter((candidate) => !isFit(candidate))
  const left = [...packing.left, ...unfit.map((candidate) => ({ candidate, why: 'low-confidence' as const }))]
  left.sort((a, b) => a.candidate.item.rank - b.candidate.item.rank)
  return {
    tools: packing.chosen.map(({ item, wireName }) => wireDefinition(item.tool, wireName)),
    items: [...packing.chosen]
      .sort((a, b) => a.item.rank - b.item.rank)
      .map((chosen) => selectedItem(chosen, input.explain)),
    left: left.slice(0, MAX_LEFT).map(leftItem),
    tokens: {
      before: costs.total,
      after: packing.tokens,
      limit: options.maxTokens ?? null,
      counter: costs.counter.name,
    },
    nothingFits,
    task: input.task,
    index: input.index,
  }
}

// Objects below are written out member by member: spreading one and adding members takes a hundred times as long in V8,
// and this runs for every candidate of every selection.

function offer({ catalog, costs, pinned }: SelectInput, item: ScoredTool): Offered {
  const { id } = item.tool
  const { json, tokens, parts } = costs.itemOf(id)
  const wireName = catalog.wireName(id)
  const isPinned = pinned.has(id)
  return parts === undefined
    ? { json, tokens, item, wireName, pinned: isPinned }
    : { json, tokens, parts, item, wireName, pinned: isPinned }
}

function selectedItem(offered: Offered, explain: SelectInput['explain']): SelectedItem {
  const { tool, rank, score, confidence } = offered.item
  const { evidence } = explain(offered.item)
  const why = reasons(evidence, offered.item.intent)
  const item: SelectedItem = {
    id: tool.id,
    name: tool.name,
    wireName: offered.wireName,
    rank,
    score,
    confidence,
    level: 'full',
    tokens: offered.tokens,
    pinned: offered.pinned,
    reasons: offered.pinned ? ['pinned by the caller', ...why] : why,
    evidence,
  }
  if (tool.server !== undefined) item.server = tool.server
  if (offered.item.intent !== undefined) item.intent = offered.item.intent
  return item
}

function leftItem({ candidate, why }: { candidate: Offered; why: LeftReason }): LeftItem {
  const { tool, rank, score, confidence } = candidate.item
  const item: LeftItem = {
    id: tool.id,
    name: tool.name,
    rank,
    score,
    confidence,
    tokens: candidate.tokens,
    why,
  }
  if (tool.server !== undefined) item.server = tool.server
  return item
}
