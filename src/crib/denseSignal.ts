import type { DenseSignal } from '../rank/RankableCatalog.js'
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

/** So many single similarities take as long as those of ten times as many vectors in a scan. */
const SCAN_ADVANTAGE = 10

/**
 * The similarities of one wish of a task: it looks at tools that are found otherwise, so nothing is searched. An exact
 * index gives them one by one (the same bits) until so many were asked for that a scan of all costs less.
 */
export function intentSignal({ index, slots }: SlotMap, intent: Float32Array): DenseSignal {
  if (!isExact(index)) return { similarity: (position) => index.similarity(intent, slots[position]!) }
  let left = index.size / SCAN_ADVANTAGE
  let scores: Float32Array | undefined
  return {
    similarity: (position) => {
      if (scores !== undefined) return scores[slots[position]!]!
      if (left-- > 0) return index.similarity(intent, slots[position]!)
      scores = index.scores(intent)
      return scores[slots[position]!]!
    },
  }
}

function isExact(index: VectorIndex): index is ExactIndex {
  return index.driver === 'exact'
}
