import type { Neighbour } from './VectorIndex.js'

/**
 * The `limit` highest of `scores`, highest first, ties by lower position; of the positions in `candidates` alone where
 * they are given, in any order. A heap of at most `limit` entries with the worst on top: after the first few hundred,
 * nearly every score is rejected by one comparison.
 */
export function topNeighbours(
  scores: ArrayLike<number>,
  limit: number,
  candidates?: readonly number[],
): Neighbour[] {
  const heap: Neighbour[] = []
  const count = candidates?.length ?? scores.length
  for (let i = 0; i < count && limit > 0; i++) {
    const index = candidates === undefined ? i : candidates[i]!
    const similarity = scores[index]!
    if (heap.length < limit) {
      heap.push({ index, similarity })
      siftUp(heap)
    } else if (similarity >= heap[0]!.similarity && isWorse(heap[0]!, { index, similarity })) {
      heap[0] = { index, similarity }
      siftDown(heap)
    }
  }
  return heap.sort(byRank)
}

/** Order of neighbours: by similarity, highest first, ties by lower position. */
export function byRank(left: Neighbour, right: Neighbour): number {
  return right.similarity - left.similarity || left.index - right.index
}

const isWorse = (left: Neighbour, right: Neighbour) => byRank(left, right) > 0

function siftUp(heap: Neighbour[]): void {
  let child = heap.length - 1
  while (child > 0) {
    const parent = (child - 1) >> 1
    if (!isWorse(heap[child]!, heap[parent]!)) return
    swap(heap, child, parent)
    child = parent
  }
}

function siftDown(heap: Neighbour[]): void {
  let parent = 0
  for (;;) {
    const left = 2 * parent + 1
    const right = left + 1
    let worst = parent
    if (left < heap.length && isWorse(heap[left]!, heap[worst]!)) worst = left
    if (right < heap.length && isWorse(heap[right]!, heap[worst]!)) worst = right
    if (worst === parent) return
    swap(heap, parent, worst)
    parent = worst
  }
}

function swap(heap: Neighbour[], left: number, right: number): void {
  const held = heap[left]!
  heap[left] = heap[right]!
  heap[right] = held
}
