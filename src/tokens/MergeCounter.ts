import type { RankTable } from './RankTable.js'
import { writeUtf8 } from './writeUtf8.js'

/** Bytes of the longest chunk: a run of 512 UTF-16 units with a prefix and a contraction, 3 bytes each, rounded up. */
const MAX_BYTES = 2048
const POSITION_BITS = 11

/**
 * Counts the tokens of one chunk by byte-pair merging: always the adjacent pair of lowest rank, leftmost first
 * (Sennrich, Haddow, Birch 2016, https://aclanthology.org/P16-1162/; ranks as in tiktoken). A heap of pairs makes it
 * O(n log n) in the bytes of the chunk, where a scan for the best pair is O(n^2).
 */
export class MergeCounter {
  readonly #table: RankTable
  readonly #bytes = new Uint8Array(MAX_BYTES)
  /** Start of the piece after the one at this position. */
  readonly #next = new Int16Array(MAX_BYTES + 1)
  readonly #previous = new Int16Array(MAX_BYTES + 1)
  /** Rank of the piece at this position joined with its next, -1 = no such token or position merged away. */
  readonly #pair = new Int32Array(MAX_BYTES)
  /** Binary heap of `rank << POSITION_BITS | position`; entries whose rank is out of date are skipped when popped. */
  readonly #heap = new Int32Array(3 * MAX_BYTES)
  #heapSize = 0
  #end = 0

  constructor(table: RankTable) {
    this.#table = table
  }

  /** Tokens of `chunk`, which has from 1 to 600 UTF-16 units. */
  count(chunk: string): number {
    const end = writeUtf8(chunk, this.#bytes, 0)
    if (this.#table.rankOf(this.#bytes, 0, end) >= 0) return 1
    this.#end = end
    this.#heapSize = 0
    for (let at = 0; at < end; at++) {
      this.#next[at] = at + 1
      this.#previous[at] = at - 1
    }
    for (let at = 0; at < end; at++) this.#rate(at)
    return end - this.#mergeAll()
  }

  #mergeAll(): number {
    let merges = 0
    while (this.#heapSize > 0) {
      const top = this.#pop()
      const at = top & (MAX_BYTES - 1)
      if (this.#pair[at] !== top >> POSITION_BITS) continue
      const gone = this.#next[at]!
      const after = this.#next[gone]!
      this.#pair[gone] = -1
      this.#next[at] = after
      this.#previous[after] = at
      this.#rate(at)
      if (at > 0) this.#rate(this.#previous[at]!)
      merges++
    }
    return merges
  }

  #rate(at: number): void {
    const middle = this.#next[at]!
    const rank = middle < this.#end ? this.#table.rankOf(this.#bytes, at, this.#next[middle]!) : -1
    this.#pair[at] = rank
    if (rank >= 0) this.#push((rank << POSITION_BITS) | at)
  }

  #push(entry: number): void {
    const heap = this.#heap
    let at = this.#heapSize++
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (heap[parent]! <= entry) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = entry
  }

  #pop(): number {
    const heap = this.#heap
    const top = heap[0]!
    const last = heap[--this.#heapSize]!
    let at = 0
    for (let child = 1; child < this.#heapSize; child = 2 * at + 1) {
      if (child + 1 < this.#heapSize && heap[child + 1]! < heap[child]!) child++
      if (heap[child]! >= last) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
    return top
  }
}
