import type { Embedder } from '../embed/Embedder.js'
import { CribError, throwIfAborted } from '../errors.js'
import { taskOf } from '../eval/taskOf.js'
import { toGroups } from '../eval/toGroups.js'
import type { CalibrationSample } from '../rank/Calibration.js'
import { confidence, featureValues } from '../rank/confidence.js'
import { coverageTrust } from '../rank/confidences.js'
import type { IndexedCatalog } from './CatalogIndexer.js'
import type { LabelledTask } from './Crib.js'
import { LOCAL_PRIOR, STEADY } from './confidenceModels.js'
import { RECALL_DEPTH } from './defaults.js'
import { nextTurn } from './nextTurn.js'
import { scoreTask } from './scoreTask.js'

/** Tasks between two turns of the event loop. */
const TURN = 16

/**
 * Ranks labelled tasks and gathers what calibration is fitted on; tasks without gold are left out. Throws
 * `calibration-invalid` for a gold id that is no tool of the catalog, and what ranking throws.
 */
export async function calibrationSamples(
  embedder: Embedder,
  current: IndexedCatalog,
  { tasks, signal }: { tasks: readonly LabelledTask[]; signal: AbortSignal | undefined },
): Promise<CalibrationSample[]> {
  const labelled = tasks.filter(({ gold }) => gold.length > 0)
  for (const task of labelled) checkIds(current, task)
  const samples: CalibrationSample[] = []
  for (const [at, task] of labelled.entries()) {
    if (at % TURN === TURN - 1) await nextTurn()
    throwIfAborted(signal)
    samples.push(await sampleOf(embedder, current, { task, signal }))
  }
  return samples
}

function checkIds({ catalog }: IndexedCatalog, { text, gold, alternatives = {} }: LabelledTask): void {
  const unknown = [...gold, ...Object.values(alternatives).flat()].find((id) => catalog.get(id)?.id !== id)
  if (unknown === undefined) return
  throw new CribError(
    'calibration-invalid',
    `The labelled task ${JSON.stringify(text.slice(0, 60))} names ${JSON.stringify(unknown)}, which is no tool of this catalog. Correct the id, or calibrate with the catalog that it was written for.`,
    { details: { task: text, id: unknown } },
  )
}

async function sampleOf(
  embedder: Embedder,
  current: IndexedCatalog,
  { task, signal }: { task: LabelledTask; signal: AbortSignal | undefined },
): Promise<CalibrationSample> {
  const groups = toGroups(task)
  const open = new Set(groups)
  const request = { limit: RECALL_DEPTH, signal }
  const { items, views, query } = await scoreTask(embedder, current, { task: taskOf(task), request })
  const trust = coverageTrust(query.coverage)
  return {
    wanted: groups.length,
    trust,
    items: items.map(({ tool: { id } }, at) => {
      const satisfied = [...open].filter((group) => group.includes(id))
      for (const group of satisfied) open.delete(group)
      const view = views[at]!
      return {
        features: featureValues(view, LOCAL_PRIOR.features),
        confidence: trust * confidence(view, STEADY),
        right: groups.some((group) => group.includes(id)),
        found: satisfied.length,
      }
    }),
  }
}
