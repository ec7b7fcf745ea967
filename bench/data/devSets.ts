import { CribError } from 'toolcrib'
import { seededRandom } from 'toolcrib/eval'
import type { BenchSet } from './BenchSet.js'
import { loadSet } from './loadSet.js'
import { sharedPath } from './sharedPath.js'

/** The public labelled sets that figures are given on. */
export const DEV_SETS = ['metatool', 'vendor_mcp_evals', 'toolret_gorilla_huggingface', 'toolbench'] as const

/** Name of a set of {@link DEV_SETS}. */
export type DevSetName = (typeof DEV_SETS)[number]

/** Tasks of one set that are ranked at most: more would only narrow intervals that are narrow already. */
const MOST_TASKS = 5000

/**
 * A public set from beside the checkout; of a large one 5,000 tasks, drawn with seed 0. Throws `file-unreadable` where the
 * folder is absent.
 */
export async function loadDevSet(name: DevSetName): Promise<BenchSet> {
  const folder = requiredPath(`data/dev/${name}`)
  const set = await loadSet({ tools: `${folder}/tools.jsonl`, queries: `${folder}/queries.jsonl` })
  return { ...set, queries: shuffled(set.queries, 0).slice(0, MOST_TASKS) }
}

/** Absolute path of public data. Throws `file-unreadable` where it is absent. */
export function requiredPath(relative: string): string {
  const path = sharedPath(relative)
  if (path !== undefined) return path
  throw new CribError(
    'file-unreadable',
    `The public data ${relative} is not there. Set TOOLCRIB_SHARED to its folder, or measure a set of your own with --tools and --queries.`,
    { details: { file: relative } },
  )
}

/** The items in an order that follows from the seed (Fisher and Yates). */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const random = seededRandom(seed)
  const result = [...items]
  for (let last = result.length - 1; last > 0; last--) {
    const other = random() % (last + 1)
    const kept = result[last]!
    result[last] = result[other]!
    result[other] = kept
  }
  return result
}
