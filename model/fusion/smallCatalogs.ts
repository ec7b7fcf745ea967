import { toGroups } from '../../src/eval/toGroups.js'
import { createCatalog } from '../../src/tool/Catalog.js'
import type { ToolSource } from '../../src/tool/Tool.js'
import type { TrainSources, TrainTask } from './trainTasks.js'

/** Tools of a small catalog: about what a user of several servers has, and what word lists harm most. */
const TOOLS = 75

/** Cuts a set into small ones: the right tools of tasks that follow each other, and these tasks. */
export function smallCatalogs(set: TrainSources): TrainSources[] {
  const catalog = createCatalog(set.sources, 'skip')
  const small: TrainSources[] = []
  let ids = new Set<string>()
  let tasks: TrainTask[] = []
  for (const task of set.tasks) {
    for (const id of toGroups(task).flat()) if (catalog.get(id) !== undefined) ids.add(id)
    tasks.push(task)
    if (ids.size < TOOLS) continue
    small.push({ name: set.name, tasks, sources: set.sources.map((source) => onlyTools(source, ids)) })
    ids = new Set()
    tasks = []
  }
  return small
}

/** A source with some of its tools. */
export function onlyTools(source: ToolSource, ids: ReadonlySet<string>): ToolSource {
  const { ids: given, categories } = source
  const tools = source.tools.map((tool, at) => ({
    tool,
    id: given?.[at] ?? '',
    category: categories?.[at],
  }))
  const kept = tools.filter(({ id }) => ids.has(id))
  return {
    ...source,
    tools: kept.map(({ tool }) => tool),
    ids: kept.map(({ id }) => id),
    ...(categories === undefined ? {} : { categories: kept.map(({ category }) => category) }),
  }
}
