import { seededRandom } from '../../src/eval/seededRandom.js'
import { toGroups } from '../../src/eval/toGroups.js'
import { createCatalog } from '../../src/tool/Catalog.js'
import { onlyTools } from './smallCatalogs.js'
import type { TrainCatalog, TrainSources } from './trainTasks.js'

/**
 * Cuts catalogs of some sizes out of a set: the right tools of tasks that are drawn (seeded), and all tasks whose right
 * tools are among them. A size is reached or passed by the last task's tools.
 */
export function drawnCatalogs(set: TrainSources, sizes: readonly number[]): TrainCatalog[] {
  const whole = createCatalog(set.sources, 'skip')
  const random = seededRandom(0)
  return sizes.map((size) => {
    const drawn = set.tasks
      .map((task) => ({ task, place: random() }))
      .sort((a, b) => a.place - b.place)
      .map(({ task }) => toGroups(task).flat())
    const ids = new Set<string>()
    for (const right of drawn) {
      if (ids.size >= size) break
      for (const id of right) if (whole.get(id) !== undefined) ids.add(id)
    }
    const sources = set.sources.map((source) => onlyTools(source, ids))
    const tasks = set.tasks.filter((task) =>
      toGroups(task)
        .flat()
        .every((id) => ids.has(id)),
    )
    return { name: `${set.name}/${size}`, catalog: createCatalog(sources, 'skip'), tasks }
  })
}
