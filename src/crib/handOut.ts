import type { Embedder } from '../embed/Embedder.js'
import { throwIfAborted } from '../errors.js'
import type { Calibration } from '../rank/Calibration.js'
import { cautionsOf } from '../rank/cautions.js'
import { explain, matchedEvidence } from '../rank/explain.js'
import { copiesByStandIn } from '../rank/standIns.js'
import type { Task } from '../rank/Task.js'
import type { VoteShifts } from '../rank/VoteMemory.js'
import { parseSessionState } from '../session/parseSessionState.js'
import type { Catalog } from '../tool/Catalog.js'
import { askedKey } from './askedKey.js'
import type { IndexedCatalog } from './CatalogIndexer.js'
import type { CatalogCosts, CostKeeper } from './CostKeeper.js'
import type { SelectOptions } from './Crib.js'
import type { Needs, NeedsKeeper } from './NeedsKeeper.js'
import { likelyIds, withNeeds } from './offeredTools.js'
import { type OwnTool, ownTools } from './ownTools.js'
import type { SessionGiven } from './packInSession.js'
import type { SearchOffer } from './packWithSearch.js'
import { pinnedIds } from './pinnedIds.js'
import { recallPlan } from './recallPlan.js'
import type { RecallPlan } from './Selection.js'
import { scoreTask, type TaskScores } from './scoreTask.js'
import { searchDefinition } from './searchDefinition.js'
import { rankDepth, selectLimits } from './selectLimits.js'
import { type Handout, type SelectInput, selectTools } from './selectTools.js'

/** What a selection needs beside the catalog. */
export interface HandOutParts {
  embedder: Embedder
  costs: CostKeeper
  needs: NeedsKeeper
  /** The calibration in use, if any; `stale` when the catalog has changed since. */
  calibration: { calibration: Calibration; stale: boolean } | undefined
}

/** A task with its options, which are checked already. */
export interface HandOutRequest {
  task: Task
  options: SelectOptions
  /** Votes that shift scores; undefined: none. */
  memory: VoteShifts | undefined
}

/** Ranks the tools of a catalog and packs the best into the limits. Rejects as `Crib.select` does. */
export async function handOut(
  { embedder, costs, calibration, needs }: HandOutParts,
  current: IndexedCatalog,
  { task, options, memory }: HandOutRequest,
): Promise<Handout> {
  const { catalog, slots } = current
  const recall = recallPlan(options.targetRecall, calibration)
  const pinned = pinnedIds(catalog, options.pinned ?? [])
  const limits = selectLimits(options, recall)
  const needed = await needs.of(catalog)
  const { intents, signal } = options
  const limit = rankDepth(limits, { recall, size: catalog.tools.length })
  const request = { filter: options, limit, signal, intents, pinned, memory }
  const scores = await scoreTask(embedder, current, { task, request })
  const missing = missingNeeds(scores, { pinned, needed, recall, bar: limits.minConfidence })
  const counted = await countedFor(costs, catalog, options)
  throwIfAborted(options.signal)
  const own = ownTools(options.own ?? [], catalog, counted)
  const input: SelectInput = {
    catalog,
    costs: counted,
    scored: missing.length === 0 ? scores.items : scores.also(missing),
    candidates: scores.candidates.length,
    explain: (item) => explain(item, scores.scorer),
    matched: (item) => matchedEvidence(item, scores.scorer),
    task: scores.text,
    index: slots.index.driver,
    pinned,
    copies: copiesByStandIn(scores.hidden),
    fit: scores.fit,
    cautions: cautionsOf(scores.query),
    recall,
    wishes: wishesOf(scores),
    needs: needed,
    own,
    search:
      options.search === 'off'
        ? undefined
        : searchOffer(catalog, counted, { own, required: options.search === 'on' }),
  }
  return selectTools(input, limits, sessionOf(options, input))
}

function sessionOf(options: SelectOptions, { task, catalog }: SelectInput): SessionGiven | undefined {
  const { session } = options
  if (session === undefined) return undefined
  return { state: parseSessionState(session), asked: askedKey(task, catalog, options) }
}

function countedFor(costs: CostKeeper, catalog: Catalog, { billedAs }: SelectOptions): Promise<CatalogCosts> {
  return billedAs === undefined ? costs.costs(catalog) : costs.billed(catalog, billedAs)
}

/** Ids of tools that likely or pinned ones need and that are not among the ranked. */
function missingNeeds(
  scores: TaskScores,
  {
    pinned,
    needed,
    recall,
    bar,
  }: { pinned: ReadonlySet<string>; needed: Needs; recall: RecallPlan | undefined; bar: number },
): string[] {
  if (needed.size === 0) return []
  const ranked = new Set(scores.items.map(({ tool }) => tool.id))
  return [...withNeeds([...pinned, ...likelyIds(scores, recall, bar)], needed)].filter(
    (id) => !ranked.has(id),
  )
}

/** Texts of the wishes that a selection is to cover: those that say what to do, or all where none does. */
function wishesOf({ wishes }: TaskScores): string[] {
  const asked = wishes.filter((wish) => wish.asked)
  return (asked.length > 0 ? asked : wishes).map(({ text }) => text)
}

/** By the costs of a catalog: its search tool. */
const searches = new WeakMap<CatalogCosts, SearchOffer>()

function searchOffer(
  catalog: Catalog,
  costs: CatalogCosts,
  { own, required }: { own: readonly OwnTool[]; required: boolean },
): SearchOffer {
  const names = new Set(own.map(({ definition }) => definition.name))
  const known = searches.get(costs)
  if (known?.required === required && !names.has(known.definition.name)) return known
  const definition = searchDefinition((name) => names.has(name) || catalog.get(name) !== undefined)
  const offer = { definition, cost: costs.measure(JSON.stringify(definition)), required }
  searches.set(costs, offer)
  return offer
}
