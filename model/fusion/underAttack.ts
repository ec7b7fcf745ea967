import { ATTACKER } from '../../bench/attacks/Attack.js'
import { CatalogIndexer } from '../../src/crib/CatalogIndexer.js'
import type { Defences } from '../../src/crib/defences.js'
import { embedReferences } from '../../src/crib/references.js'
import { scoreTask } from '../../src/crib/scoreTask.js'
import { VectorSlots } from '../../src/crib/VectorSlots.js'
import { createStaticEmbedder, loadStaticModel } from '../../src/embed/drivers/staticEmbedder.js'
import { toGroups } from '../../src/eval/toGroups.js'
import { createCatalog } from '../../src/tool/Catalog.js'
import type { ToolSource } from '../../src/tool/Tool.js'
import { createExactIndex } from '../../src/vector/drivers/exactIndex.js'
import type { TrainSources } from './trainTasks.js'

/** A set, and what is registered beside it in turn: nothing (undefined) or an attacker's tools. */
export interface AttackedSet extends TrainSources {
  hostile: readonly (ToolSource | undefined)[]
}

/** Means over the tasks of a set, fractions of 1. */
export interface Outcome {
  /** Recall@5 of the right tools. */
  recall: number
  /** Share of the first five places that the attacker's tools take. */
  taken: number
}

const embedder = createStaticEmbedder(loadStaticModel())

/** Ranks the tasks of every set with each of its `hostile` sources: mean outcome over the sets, by place in `hostile`. */
export async function underAttack(
  sets: readonly AttackedSet[],
  defences: Defences | undefined,
): Promise<Outcome[]> {
  const references = await embedReferences(embedder, defences, undefined)
  const sums = sets[0]!.hostile.map(() => ({ recall: 0, taken: 0 }))
  for (const set of sets) {
    // One indexer a set: what it prepared and embedded of the honest tools serves all attacks.
    const slots = new VectorSlots(async () => createExactIndex(embedder.dimensions))
    const indexer = new CatalogIndexer({ embedder, vectors: slots, references })
    for (const [at, hostile] of set.hostile.entries()) {
      const { recall, taken } = await outcome(indexer, set, hostile)
      sums[at]!.recall += recall / sets.length
      sums[at]!.taken += taken / sets.length
    }
  }
  return sums
}

async function outcome(
  indexer: CatalogIndexer,
  { sources, tasks }: TrainSources,
  hostile: ToolSource | undefined,
): Promise<Outcome> {
  const all = hostile === undefined ? sources : [...sources, hostile]
  const indexed = await indexer.index(createCatalog(all, 'skip'), undefined)
  let recall = 0
  let taken = 0
  for (const task of tasks) {
    const { items } = await scoreTask(embedder, indexed, { task: task.text, request: { limit: 5 } })
    const first = items.map(({ tool }) => tool.id)
    const groups = toGroups(task)
    recall += groups.filter((group) => group.some((id) => first.includes(id))).length / groups.length
    taken += first.filter((id) => id.startsWith(`${ATTACKER}/`)).length / 5
  }
  return { recall: recall / tasks.length, taken: taken / tasks.length }
}
