import type { DenseSignal, TaskIntent } from '../rank/RankableCatalog.js'
import type { ExactIndex } from '../vector/drivers/exactIndex.js'
import type { VectorIndex } from '../vector/VectorIndex.js'
import type { SlotMap } from './VectorSlots.js'

/** Neighbours that an approximate index is asked for. */
const DENSE_CANDIDATES = 200

/**
 * The similarities of a task to the tools: all of them from an exact index; from an approximate one the nearest
 * candidates, and any single one on request.
 */
export function denseSignal({ index, slots, positions }: SlotMap, task: Float32Array): DenseSignal {
  if (isExact(index)) {
    const scores = index.scores(task)
    return { similarity: (position) => scores[slots[position]!]! }
  }
  const dead = index.size - positions.size
  const found = index.search(task, Math.min(index.size, DENSE_CANDIDATES + dead))
  const known = new Map(found.map((neighbour) => [neighbour.index, neighbour.similarity]))
  return {
    similarity: (position) => {
      const slot = slots[position]!
      return known.get(slot) ?? index.similarity(task, slot)
    },
    candidates: found.flatMap((neighbour) => positions.get(neighbour.index) ?? []),
  }
}

/** Up to so many vectors, a scan of all costs less than some hundred single similarities. */
const SCAN_MAX = 2_000

/** So many vectors are scanned in the time of one single similarity. */
const SCAN_ADVANTAGE = 10

/**
 * The similarities of one wish of a task: it looks at tools that are found otherwise, so nothing is searched. An exact
 * index is scanned where every tool will be looked at, or as soon as a scan would have cost less than what was asked for
 * one by one; both give the same bits.
 */
export function intentSignal(
  { index, slots }: SlotMap,
  { query: { vector }, asked }: Pick<TaskIntent, 'query' | 'asked'>,
): DenseSignal {
  if (!isExact(index)) return { similarity: (position) => index.similarity(vector, slots[position]!) }
  let singles = asked || index.size <= SCAN_MAX ? 0 : index.size / SCAN_ADVANTAGE
  let scores: Float32Array | undefined
  return {
    similarity: (position) => {
      const slot = slots[position]!
      if (scores === undefined && singles-- > 0) return index.similarity(vector, slot)
      scores ??= index.scores(vector)
      return scores[slot]!
    },
  }
}

function isExact(index: VectorIndex): index is ExactIndex {
  return index.driver === 'exact'
}
