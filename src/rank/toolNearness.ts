import { hasDirection } from '../vector/hasDirection.js'
import type { DenseSignal, RankableCatalog, TaskQuery } from './RankableCatalog.js'

/**
 * How near each tool is to a task: their cosine less the tool's hubness, by position. A task without a direction is
 * equally far from all tools, so nothing is taken away.
 */
export function toolNearness(
  { hubs }: RankableCatalog,
  query: TaskQuery,
  dense: DenseSignal,
): (position: number) => number {
  if (hubs === undefined || !hasDirection(query.vector)) return (position) => dense.similarity(position)
  return (position) => dense.similarity(position) - hubs[position]!
}
