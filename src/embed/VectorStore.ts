/** Vectors of one embedder: those of another id or length are never mixed with them. */
export interface VectorSpace {
  /** The embedder's `id`. */
  embedder: string
  /** Length of every vector. */
  dimensions: number
}

/** A vector under the key of its text. */
export interface StoredVector {
  /** SHA-256 of text and kind, 64 hexadecimal digits. */
  key: string
  vector: Float32Array
}

/**
 * Keeps vectors between runs. Drivers: disk. A store may forget but never confuses: what it gives under a key is what
 * was put under it in that space, bit for bit. Losing or refusing a vector is no failure, so that neither call rejects
 * for want of disk.
 */
export interface VectorStore {
  /** One entry per key, in order: the vector, the caller's to keep and change, or undefined where there is none. */
  get(space: VectorSpace, keys: readonly string[]): Promise<(Float32Array | undefined)[]>
  /** Keeps copies of the vectors, if it can. */
  put(space: VectorSpace, entries: readonly StoredVector[]): Promise<void>
}
