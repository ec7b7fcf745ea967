import type { Neighbour } from './VectorIndex.js'

/**
 * The `limit` highest of `scores`, highest first, ties by lower position; of the positions in `candidates` alone where
 * they are given, in any order. A heap of at most `limit` positions with the worst on top: after the first few hundred,
 * nearly every score is rejected by one comparison.
 */
export function topNeighbours(
  scores: ArrayLike<number>,
  limit: number,
  candidates?: readonly number[],
): Neighbour[] {
  const count = candidates?.length ?? scores.length
  const heap = new Int32Array(Math.max(0, Math.min(limit, count)))
  let size = 0
  for (let i = 0; i < count && limit > 0; i++) {
    const index = candidates === undefined ? i : candidates[i]!
    if (size < heap.length) {
      heap[size++] = index
      siftUp(heap, size, scores)
    } else if (isWorse(scores, heap[0]!, index)) {
      heap[0] = index
      siftDown(heap, size, scores)
    }
  }
  return Array.from(heap.subarray(0, size), (index) => ({ index, similarity: scores[index]! })).sort(byRank)
}

/** Order of neighbours: by similarity, highest first, ties by lower position. */
export function byRank(left: Neighbour, right: Neighbour): number {
  return right.similarity - left.similarity || left.index - right.index
}

function isWorse(scores: ArrayLike<number>, left: number, right: number): boolean {
  const difference = scores[left]! - scores[right]!
  return difference < 0 || (difference === 0 && left > right)
}

function siftUp(heap: Int32Array, size: number, scores: ArrayLike<number>): void {
  let child = size - 1
  const moved = heap[child]!
  while (child > 0) {
    const parent = (child - 1) >> 1
    if (!isWorse(scores, moved, heap[parent]!)) break
    heap[child] = heap[parent]!
    child = parent
  }
  heap[child] = moved
}

function siftDown(heap: Int32Array, size: number, scores: ArrayLike<number>): void {
  let parent = 0
  const moved = heap[0]!
  for (;;) {
    const left = 2 * parent + 1
    if (left >= size) break
    const right = left + 1
    const worst = right < size && isWorse(scores, heap[right]!, heap[left]!) ? right : left
    if (!isWorse(scores, heap[worst]!, moved)) break
    heap[parent] = heap[worst]!
    parent = worst
  }
  heap[parent] = moved
}
