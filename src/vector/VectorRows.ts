import { CribError } from '../errors.js'
import { checkInteger, checkVector } from './checkVector.js'
import { dotAt, LANES, padToLanes } from './dot.js'
import { plainRows } from './plainRows.js'
import type { RowStore } from './RowStore.js'
import { simdRows } from './simdRows.js'

/** From this many values on the rows move to WebAssembly: below, the plain loop takes some 20 µs and no second memory. */
const SIMD_VALUES = 16_384

/** Options of {@link VectorRows}. */
export interface VectorRowsOptions {
  /** `auto` (default): vector instructions once they pay and where the runtime has them. `plain`: never. */
  kernel?: 'auto' | 'plain'
}

/**
 * A growing list of vectors of one length, and their dot products with a query: what every index driver keeps
 * its copies in. Capacity doubles, so that adding is linear in all.
 */
export class VectorRows {
  readonly dimensions: number
  readonly #stride: number
  readonly #kernel: 'auto' | 'plain'
  #store: RowStore
  #capacity = 0
  #size = 0
  #simdTried = false

  /** `dimensions`: an integer from 1 to 65,536, else `option-invalid`. */
  constructor(dimensions: number, options: VectorRowsOptions = {}) {
    checkInteger('dimensions', dimensions, [1, 65_536])
    this.dimensions = dimensions
    this.#stride = Math.ceil(dimensions / LANES) * LANES
    this.#kernel = options.kernel ?? 'auto'
    this.#store = plainRows(this.#stride)
  }

  /** How many vectors it holds. */
  get size(): number {
    return this.#size
  }

  /** Appends copies. On an error (see {@link checkVector}; `index-failed` without memory) it holds what it held before. */
  append(vectors: readonly Float32Array[]): void {
    vectors.forEach((vector, i) => {
      checkVector(vector, { dimensions: this.dimensions, name: `vector ${i}` })
    })
    this.#reserve(this.#size + vectors.length)
    for (const vector of vectors) this.#store.data.set(vector, this.#size++ * this.#stride)
  }

  /** Forgets the vectors from position `size` on: undoes an append. `size` at most the present one. */
  truncate(size: number): void {
    this.#store.data.fill(0, size * this.#stride, this.#size * this.#stride)
    this.#size = size
  }

  /** Dot products with all vectors, by position. */
  scores(query: Float32Array): Float32Array {
    return this.#store.dots(this.#padded(query), this.#size)
  }

  /** Dot product with the vector at `index`; the same bits as in `scores`. */
  similarity(query: Float32Array, index: number): number {
    return dotAt(this.#store.data, this.#padded(query), this.#offset(index))
  }

  /** A copy of the vector at `index`. */
  vectorAt(index: number): Float32Array {
    const offset = this.#offset(index)
    return this.#store.data.slice(offset, offset + this.dimensions)
  }

  #padded(query: Float32Array): Float32Array {
    checkVector(query, { dimensions: this.dimensions, name: 'query' })
    return padToLanes(query)
  }

  #offset(index: number): number {
    if (Number.isInteger(index) && index >= 0 && index < this.#size) return index * this.#stride
    throw new CribError(
      'option-invalid',
      `There is no vector at position ${index}; the index holds ${this.#size}, counted from 0.`,
      {
        details: { option: 'index', value: index },
      },
    )
  }

  #reserve(rows: number): void {
    if (rows <= this.#capacity) return
    const capacity = Math.max(rows, this.#capacity * 2, 16)
    if (capacity * this.#stride >= SIMD_VALUES && this.#kernel === 'auto' && !this.#simdTried)
      this.#moveToSimd()
    try {
      this.#store.reserve(capacity)
    } catch (cause) {
      throw new CribError(
        'index-failed',
        `No memory for ${capacity} vectors of ${this.dimensions} values; index fewer tools.`,
        {
          details: { driver: 'rows' },
          cause,
        },
      )
    }
    this.#capacity = capacity
  }

  #moveToSimd(): void {
    this.#simdTried = true
    try {
      const store = simdRows(this.#stride)
      store.reserve(this.#capacity)
      store.data.set(this.#store.data)
      this.#store = store
    } catch {
      // No WebAssembly or no address space: the plain rows give the same results, only slower.
    }
  }
}
