import { type Candidate, type Packing, pack } from '../budget/pack.js'
import { serverLimit } from '../budget/serverLimit.js'
import type { Caution } from '../rank/cautions.js'
import type { Fit } from '../rank/fit.js'
import type { RankedTool } from '../rank/Ranking.js'
import { reasons } from '../rank/reasons.js'
import type { ScoredTool } from '../rank/ScoredTool.js'
import { sharesOfNeed } from '../rank/sharesOfNeed.js'
import type { Catalog } from '../tool/Catalog.js'
import { wireDefinition } from '../tool/wireDefinition.js'
import type { CatalogCosts } from './CostKeeper.js'
import { MIN_CONFIDENCE } from './defaults.js'
import { type LeftTool, leftItems } from './leftItems.js'
import { recallReport } from './recallReport.js'
import type { RecallPlan, SelectedItem, Selection } from './Selection.js'

/** A ranking and all that packing it needs. */
export interface SelectInput {
  catalog: Catalog
  costs: CatalogCosts
  /** The best tools, and the pinned ones wherever they rank. */
  scored: readonly ScoredTool[]
  /** Gathers the evidence of a tool; asked only for those that the selection names. */
  explain: (scored: ScoredTool) => RankedTool
  task: string
  /** Index driver. */
  index: string
  /** Ids of pinned tools. */
  pinned: ReadonlySet<string>
  /** Positions of the near-copies that were left out of the ranking, by the position of the tool that they repeat. */
  copies: ReadonlyMap<number, readonly number[]>
  fit: Fit
  cautions: Caution[]
  /** How far down tools are handed out; undefined: `MIN_CONFIDENCE`. */
  recall: RecallPlan | undefined
}

/** A selection, and all that was considered for it. */
export interface Handout {
  selection: Selection
  /** Every ranked tool that was not handed out; `selection.left` names the best of them. */
  left: readonly LeftTool[]
}

interface Offered extends Candidate {
  item: ScoredTool
}

/** Packs a ranking into the limits. A pure function of its input. */
export function selectTools(
  input: SelectInput,
  limits: { maxTokens?: number | undefined; maxTools: number; maxShare?: number | undefined },
): Handout {
  const { costs, fit, recall } = input
  const offered = input.scored.map((item) => offer(input, item))
  const likely = new Set(fit.nothing ? [] : likelyTools(input.scored, recall))
  const isFit = ({ item, pinned }: Offered) => pinned || likely.has(item)
  const { maxTokens, maxTools, maxShare } = limits
  const maxPerServer = maxShare === undefined ? undefined : serverLimit(maxShare, maxTools)
  const packing = pack(offered.filter(isFit), { maxTokens, maxTools, maxPerServer }, costs.counter)
  const unfit = offered.filter((candidate) => !isFit(candidate))
  const left = leftTools(packing.left, unfit)
  const selection: Selection = {
    tools: packing.chosen.map(({ item, wireName }) => wireDefinition(item.tool, wireName)),
    items: [...packing.chosen]
      .sort((a, b) => a.item.rank - b.item.rank)
      .map((chosen) => selectedItem(chosen, input.explain)),
    left: leftItems(
      left,
      packing.chosen.map(({ item: { tool, rank } }) => ({ id: tool.id, rank, server: tool.server })),
      input,
    ),
    tokens: {
      before: costs.total,
      after: packing.tokens,
      limit: maxTokens ?? null,
      counter: costs.counter.name,
    },
    nothingFits: fit.nothing,
    fit: fit.probability,
    cautions: input.cautions,
    task: input.task,
    index: input.index,
  }
  if (recall !== undefined) selection.recall = recallReport(recall, packing.left[0]?.why)
  return { selection, left }
}

function leftTools(left: Packing<Offered>['left'], unfit: readonly Offered[]): LeftTool[] {
  return [
    ...left.map(({ candidate: { item, tokens }, why }) => ({ item, tokens, why })),
    ...unfit.map(({ item, tokens }) => ({ item, tokens, why: 'low-confidence' as const })),
  ]
}

/** The tools that are likely enough to be handed out: the best one, and those down to a confidence or a share of the need. */
function likelyTools(scored: readonly ScoredTool[], recall: RecallPlan | undefined): ScoredTool[] {
  if (recall === undefined)
    return scored.filter(({ rank, confidence }) => rank === 1 || confidence >= MIN_CONFIDENCE)
  const shares = sharesOfNeed(scored.map(({ confidence }) => confidence))
  // By rank: what was pinned from behind comes after the first that is too unlikely.
  const end = scored.findIndex(({ rank }, at) => rank > 1 && shares[at]! < recall.share)
  return end < 0 ? [...scored] : scored.slice(0, end)
}

// Objects below are written out member by member: spreading one and adding members takes a hundred times as long in V8,
// and this runs for every candidate of every selection.

function offer({ catalog, costs, pinned }: SelectInput, item: ScoredTool): Offered {
  const { id } = item.tool
  const { json, tokens, parts } = costs.itemOf(id)
  const wireName = catalog.wireName(id)
  const isPinned = pinned.has(id)
  const { server } = item.tool
  return parts === undefined
    ? { json, tokens, item, wireName, server, pinned: isPinned }
    : { json, tokens, parts, item, wireName, server, pinned: isPinned }
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
