/** One neighbour: the position of the vector as it was added, and its similarity. */
export interface Neighbour {
  /** Position (from 0) in the order in which vectors were added. */
  index: number
  /** Dot product with the query; for unit vectors the cosine, -1 to 1. */
  similarity: number
}

/**
 * Nearest vectors by dot product over unit vectors. Drivers: exact (default), hnsw (hnswlib-node).
 * Positions are given by order of adding and never change.
 */
export interface VectorIndex {
  /** Name of the driver, for example `exact`. */
  readonly driver: string
  readonly dimensions: number
  /** How many vectors it holds. */
  readonly size: number
  /** Appends vectors. Throws `dimension-mismatch` and then holds what it held before. */
  add(vectors: readonly Float32Array[]): void
  /**
   * The `limit` most similar vectors, highest first, ties by lower position. Fewer if it holds fewer.
   * The exact driver cannot miss; hnsw may (its recall is measured by `npm run bench`).
   */
  search(query: Float32Array, limit: number): Neighbour[]
}
