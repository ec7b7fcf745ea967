import type { VectorRows } from './VectorRows.js'

/**
 * Positions of equal vectors. A graph index keeps one of each: many copies of one vector link only to each other
 * and cut themselves off from the rest of the graph; vectors of zeros are equally far from everything.
 */
export class VectorGroups {
  readonly #rows: VectorRows
  /** Hash of the values -> first positions of the distinct vectors with that hash. */
  readonly #byHash = new Map<number, number[]>()
  /** First position -> the later positions of equal vectors, rising. */
  readonly #copies = new Map<number, number[]>()
  #zeros: number[] = []

  /** Groups of the vectors in `rows`; each position is placed once, by {@link place}. */
  constructor(rows: VectorRows) {
    this.#rows = rows
  }

  /** Positions of vectors without a direction, rising. */
  get zeros(): readonly number[] {
    return this.#zeros
  }

  /** Puts a position into its group. True when it is the first of a group that has a direction. */
  place(position: number): boolean {
    const values = this.#rows.vectorAt(position)
    if (values.every((value) => value === 0)) {
      this.#zeros.push(position)
      return false
    }
    const hash = hashOf(values)
    const firsts = this.#byHash.get(hash) ?? []
    const first = firsts.find((candidate) => equal(this.#rows.vectorAt(candidate), values))
    if (first === undefined) {
      this.#byHash.set(hash, [...firsts, position])
      return true
    }
    const copies = this.#copies.get(first)
    if (copies === undefined) this.#copies.set(first, [position])
    else copies.push(position)
    return false
  }

  /** All positions of the group whose first is `first`, rising. */
  members(first: number): readonly number[] {
    return [first, ...(this.#copies.get(first) ?? [])]
  }

  /** Forgets the positions from `size` on. */
  truncate(size: number): void {
    const keep = (position: number) => position < size
    this.#zeros = this.#zeros.filter(keep)
    for (const table of [this.#byHash, this.#copies]) {
      for (const [key, positions] of table) table.set(key, positions.filter(keep))
    }
  }
}

/** FNV-1a over 32-bit words (Fowler, Noll, Vo; the 32-bit offset and prime). Equal hashes are compared in full. */
function hashOf(values: Float32Array): number {
  let hash = 0x811c9dc5
  for (const word of new Uint32Array(values.buffer, values.byteOffset, values.length)) {
    hash = Math.imul(hash ^ word, 0x01000193)
  }
  return hash
}

const equal = (left: Float32Array, right: Float32Array) => left.every((value, i) => value === right[i])
