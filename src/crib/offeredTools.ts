import type { Fit } from '../rank/fit.js'
import type { ScoredTool } from '../rank/ScoredTool.js'
import { sharesOfNeed } from '../rank/sharesOfNeed.js'
import type { Needs } from './NeedsKeeper.js'
import type { Offered } from './packTools.js'
import type { RecallPlan } from './Selection.js'
import type { SelectInput } from './selectTools.js'

const NONE: Offered['needs'] = []
const NOBODY: ReadonlySet<string> = new Set()

/** The tools that may be handed out, by rank, and those that are too unlikely to be right. */
export function offeredTools(
  input: SelectInput,
  minConfidence: number,
): { offered: Offered[]; unlikely: ScoredTool[] } {
  const { scored, fit, pinned, recall, needs } = input
  const likely = fit.nothing ? [] : likelyTools(scored, recall?.share, minConfidence)
  const isOffered = offering(likely, { pinned, needs })
  const ranked = needs.size === 0 ? NOBODY : new Set(scored.map(({ tool }) => tool.id))
  const offered: Offered[] = []
  const unlikely: ScoredTool[] = []
  for (const item of scored) {
    if (isOffered(item)) offered.push(offer(item, input, ranked))
    else unlikely.push(item)
  }
  return { offered, unlikely }
}

function offering(
  likely: readonly ScoredTool[],
  { pinned, needs }: Pick<SelectInput, 'pinned' | 'needs'>,
): (item: ScoredTool) => boolean {
  if (needs.size === 0) {
    const items = new Set(likely)
    return (item) => items.has(item) || pinned.has(item.tool.id)
  }
  const ids = withNeeds([...likely.map(({ tool }) => tool.id), ...pinned], needs)
  return ({ tool }) => ids.has(tool.id)
}

/** Ids of the best tool and of all down to a confidence, or to a share of the need; none where nothing fits. */
export function likelyIds(
  { items, fit }: { items: readonly ScoredTool[]; fit: Fit },
  recall: RecallPlan | undefined,
  minConfidence: number,
): string[] {
  if (fit.nothing) return []
  return likelyTools(items, recall?.share, minConfidence).map(({ tool }) => tool.id)
}

/** The ids with all that they need, and what that needs in turn. */
export function withNeeds(ids: readonly string[], needs: Needs): ReadonlySet<string> {
  const all = new Set(ids)
  // A set may grow while it is walked.
  for (const id of all) for (const group of needs.get(id) ?? []) for (const needed of group) all.add(needed)
  return all
}

function likelyTools(
  scored: readonly ScoredTool[],
  share: number | undefined,
  minConfidence: number,
): readonly ScoredTool[] {
  if (share === undefined)
    return scored.filter(({ rank, confidence }) => rank === 1 || confidence >= minConfidence)
  const shares = sharesOfNeed(scored.map(({ confidence }) => confidence))
  // By rank: what was pinned from behind comes after the first that is too unlikely.
  const end = scored.findIndex(({ rank }, at) => rank > 1 && shares[at]! < share)
  return end < 0 ? scored : scored.slice(0, end)
}

function offer(
  item: ScoredTool,
  { catalog, pinned, wishes, needs }: SelectInput,
  ranked: ReadonlySet<string>,
): Offered {
  const { id } = item.tool
  const wish = item.intent === undefined ? -1 : wishes.indexOf(item.intent)
  // Written out member by member: spreading takes many times as long in V8, and this runs for every candidate.
  return {
    item,
    pinned: pinned.has(id),
    wireName: catalog.wireName(id),
    intents: wish < 0 ? [] : [wish],
    // What a filter leaves out cannot be had; the tool may still be what the user wants.
    needs: needs.get(id)?.filter((group) => group.some((needed) => ranked.has(needed))) ?? NONE,
  }
}
