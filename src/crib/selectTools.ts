import { type Candidate, pack } from '../budget/pack.js'
import type { LeftItem, LeftReason, SelectedItem, Selection } from '../budget/Selection.js'
import { CribError } from '../errors.js'
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

function offer({ catalog, costs, pinned }: SelectInput, item: ScoredTool): Offered {
  const { id } = item.tool
  return { ...costs.itemOf(id), item, wireName: catalog.wireName(id), pinned: pinned.has(id) }
}

function selectedItem(
  { item, wireName, tokens, pinned }: Offered,
  explain: SelectInput['explain'],
): SelectedItem {
  const { evidence } = explain(item)
  return {
    ...identity(item),
    wireName,
    level: 'full',
    tokens,
    pinned,
    reasons: [...(pinned ? ['pinned by the caller'] : []), ...reasons(evidence)],
    evidence,
  }
}

function leftItem({ candidate, why }: { candidate: Offered; why: LeftReason }): LeftItem {
  return { ...identity(candidate.item), tokens: candidate.tokens, why }
}

function identity({ tool, rank, score, confidence }: ScoredTool) {
  return {
    id: tool.id,
    name: tool.name,
    ...(tool.server === undefined ? {} : { server: tool.server }),
    rank,
    score,
    confidence,
  }
}

/** The ids of pinned tools, given by id or wire name. Throws `pin-unknown` for one that is not in the catalog. */
export function pinnedIds(catalog: Catalog, pins: readonly string[]): Set<string> {
  return new Set(
    pins.map((pin) => {
      const tool = catalog.get(pin)
      if (tool !== undefined) return tool.id
      const nearest = catalog.tools.filter(({ name, id }) => name === pin || id.includes(pin)).slice(0, 3)
      const hint =
        nearest.length > 0 ? ` Did you mean ${nearest.map(({ id }) => JSON.stringify(id)).join(', ')}?` : ''
      throw new CribError(
        'pin-unknown',
        `The pinned tool ${JSON.stringify(pin)} is not in the catalog. Pin by id (server/name).${hint}`,
        {
          details: { pin, nearest: nearest.map(({ id }) => id) },
        },
      )
    }),
  )
}
