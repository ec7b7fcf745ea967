import { taskOf } from 'toolcrib/eval'
import type { ContenderEntry } from '../contenders/Contender.js'
import type { BenchSet } from '../data/BenchSet.js'
import type { Progress } from '../report/createProgress.js'

/** How far down a ranking tools are judged. */
export const POOL_DEPTH = 5

/** What the suite needs besides the set. */
export interface PoolOptions {
  contenders: readonly ContenderEntry[]
  /** Folder with local models, for contenders that need one. */
  models: string | undefined
  progress: (label: string) => Progress
}

/** Which tools are to be judged. */
export interface Pool {
  /** By task id: tools that some contender has among its five best and nobody has judged, in id order. */
  unjudged: Map<string, string[]>
  /** Contenders that could not run, with the reason: what only they would find stays unjudged. */
  skipped: { name: string; skipped: string }[]
}

/**
 * The depth-5 pool of a set (K. Sparck Jones and C. van Rijsbergen 1975, as TREC does it): the union of every contender's
 * best tools, less what labels and earlier judgements say of already.
 */
export async function poolSuite(set: BenchSet, options: PoolOptions): Promise<Pool> {
  const pooled = new Map(set.queries.map((query) => [query.id, new Set<string>()]))
  const skipped: Pool['skipped'] = []
  for (const entry of options.contenders) {
    const contender = await entry.load({ models: options.models, queries: set.queries })
    if ('skipped' in contender) {
      skipped.push({ name: entry.name, skipped: contender.skipped })
      continue
    }
    const progress = options.progress(`pool: ${contender.name}`)
    await contender.index(set.sources)
    for (const [at, query] of set.queries.entries()) {
      for (const id of await contender.rank(taskOf(query), POOL_DEPTH)) pooled.get(query.id)?.add(id)
      progress.update((at + 1) / set.queries.length)
    }
    progress.end()
    await contender.close?.()
  }
  const unjudged = new Map<string, string[]>()
  for (const [task, ids] of pooled) {
    const rest = [...ids].filter((id) => !set.judged?.get(task)?.has(id)).sort()
    if (rest.length > 0) unjudged.set(task, rest)
  }
  return { unjudged, skipped }
}
