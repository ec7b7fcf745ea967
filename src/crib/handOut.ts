import type { Embedder } from '../embed/Embedder.js'
import { throwIfAborted } from '../errors.js'
import type { Calibration } from '../rank/Calibration.js'
import { cautionsOf } from '../rank/cautions.js'
import { explain } from '../rank/explain.js'
import { copiesByStandIn } from '../rank/standIns.js'
import type { Task } from '../rank/Task.js'
import type { VoteShifts } from '../rank/VoteMemory.js'
import type { IndexedCatalog } from './CatalogIndexer.js'
import type { CostKeeper } from './CostKeeper.js'
import type { SelectOptions } from './Crib.js'
import { DEFAULT_LIMIT, RECALL_DEPTH, SPARE_CANDIDATES } from './defaults.js'
import { pinnedIds } from './pinnedIds.js'
import { recallPlan } from './recallPlan.js'
import { scoreTask } from './scoreTask.js'
import { type Handout, type SelectInput, selectTools } from './selectTools.js'

/** What a selection needs beside the catalog. */
export interface HandOutParts {
  embedder: Embedder
  costs: CostKeeper
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
  { embedder, costs, calibration }: HandOutParts,
  current: IndexedCatalog,
  { task, options, memory }: HandOutRequest,
): Promise<Handout> {
  const { catalog, slots } = current
  const recall = recallPlan(options.targetRecall, calibration)
  const pinned = pinnedIds(catalog, options.pinned ?? [])
  const maxTools = options.maxTools ?? (recall === undefined ? DEFAULT_LIMIT : RECALL_DEPTH)
  const depth = recall === undefined ? maxTools + SPARE_CANDIDATES : RECALL_DEPTH
  const limit = options.maxShare === undefined ? depth : Math.max(depth, catalog.tools.length)
  const { intents, signal } = options
  const request = { filter: options, limit, signal, intents, pinned, memory }
  const scores = await scoreTask(embedder, current, { task, request })
  const counted = await costs.costs(catalog)
  throwIfAborted(options.signal)
  const input: SelectInput = {
    catalog,
    costs: counted,
    scored: scores.items,
    explain: (item) => explain(item, scores.scorer),
    task: scores.text,
    index: slots.index.driver,
    pinned,
    copies: copiesByStandIn(scores.hidden),
    fit: scores.fit,
    cautions: cautionsOf(scores.query),
    recall,
  }
  return selectTools(input, { maxTokens: options.maxTokens, maxTools, maxShare: options.maxShare })
}
