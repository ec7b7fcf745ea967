import type { QueryRow } from 'toolcrib/eval'
import { Draw } from '../attacks/Draw.js'
import type { BenchSet } from '../data/BenchSet.js'
import { pickTools } from '../data/pickTools.js'
import { toolRows } from '../data/toolRows.js'

/** How catalogs are drawn. */
export interface SampleOptions {
  /** Tools of each catalog, 10 or more; no more than the set has. */
  size: number
  /** What stands beside the right tools: any tools of the set, or those of the right tools' own servers first. */
  fill: 'any' | 'siblings'
  /** Of the draw: an integer. */
  seed: number
}

/**
 * Smaller catalogs out of a large one, and to each the tasks whose right tools it holds, up to half of its places. Every task
 * that some tool fits is in exactly one catalog. The same for the same seed.
 */
export function sampleCatalogs(set: BenchSet, { size, fill, seed }: SampleOptions): BenchSet[] {
  const draw = new Draw(seed)
  const rows = toolRows(set.sources)
  const serverOf = new Map(rows.map(({ id, server }) => [id, server]))
  const tasks = draw.shuffled(set.queries.filter(({ gold }) => gold.length > 0 && gold.length <= size))
  const catalogs: BenchSet[] = []
  while (tasks.length > 0) {
    const [queries, needed] = firstFitting(tasks, size)
    const servers = new Set([...needed].map((id) => serverOf.get(id)))
    const others = draw.shuffled(rows).filter(({ id }) => !needed.has(id))
    const near = others.filter(({ server }) => servers.has(server))
    const far = others.filter(({ server }) => !servers.has(server))
    const order = fill === 'any' ? others : [...near, ...far]
    const chosen = new Set([...needed, ...order.map(({ id }) => id)].slice(0, size))
    catalogs.push({ name: set.name, sources: pickTools(set.sources, chosen), queries })
  }
  return catalogs
}

/** Takes tasks from the front until their right tools fill half of a catalog; at least one. */
function firstFitting(tasks: QueryRow[], size: number): [QueryRow[], Set<string>] {
  const needed = new Set<string>()
  const taken: QueryRow[] = []
  for (const [next] of tasks.entries()) {
    const { gold } = tasks[next]!
    const more = gold.filter((id) => !needed.has(id)).length
    if (taken.length > 0 && needed.size + more > size / 2) break
    for (const id of gold) needed.add(id)
    taken.push(tasks[next]!)
  }
  tasks.splice(0, taken.length)
  return [taken, needed]
}
