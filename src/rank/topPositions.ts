/**
 * The positions of the `limit` highest scores among `candidates`, highest first, ties by lower position.
 * A bounded binary heap: n log limit steps.
 */
export function topPositions(scores: Float32Array, candidates: Iterable<number>, limit: number): number[] {
  const heap: number[] = []
  const worse = (a: number, b: number) => scores[a]! < scores[b]! || (scores[a]! === scores[b]! && a > b)
  for (const position of candidates) {
    if (heap.length < limit) {
      heap.push(position)
      siftUp(heap, worse)
    } else if (limit > 0 && worse(heap[0]!, position)) {
      heap[0] = position
      siftDown(heap, worse)
    }
  }
  return heap.sort((a, b) => (worse(a, b) ? 1 : -1))
}

type Worse = (a: number, b: number) => boolean

function siftUp(heap: number[], worse: Worse): void {
  let at = heap.length - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!worse(heap[at]!, heap[parent]!)) return
    swap(heap, at, parent)
    at = parent
  }
}

function siftDown(heap: number[], worse: Worse): void {
  let at = 0
  for (;;) {
    const left = 2 * at + 1
    if (left >= heap.length) return
    const right = left + 1
    const child = right < heap.length && worse(heap[right]!, heap[left]!) ? right : left
    if (!worse(heap[child]!, heap[at]!)) return
    swap(heap, at, child)
    at = child
  }
}

function swap(heap: number[], a: number, b: number): void {
  const kept = heap[a]!
  heap[a] = heap[b]!
  heap[b] = kept
}
