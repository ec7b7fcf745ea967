/** One neighbour: the position of the vector as it was added, and its similarity. */
export interface Neighbour {
  /** Position (from 0) in the order in which vectors were added. */
  index: number
  /** Dot product with the query; for unit vectors the cosine, -1 to 1. */
  similarity: number
}

/**
 * Nearest vectors by dot product over unit vectors. Drivers: exact (default), hnsw (hnswlib-node).
 * Positions are given by order of adding and never change. A vector or query of another length throws
 * `dimension-mismatch`, one with a value that is not finite `vector-invalid`. Vectors are copied.
 */
export interface VectorIndex {
  /** Name of the driver, for example `exact`. */
  readonly driver: string
  /** Length of every vector, 1 or more. */
  readonly dimensions: number
  /** How many vectors it holds. */
  readonly size: number
  /** Appends vectors. On an error it holds what it held before. */
  add(vectors: readonly Float32Array[]): void
  /**
   * The `limit` (an integer from 0, else `option-invalid`) most similar vectors, highest first, ties by lower
   * position. Fewer only if it holds fewer. The exact driver cannot miss; hnsw may take a less similar vector,
   * or a later one of two equally similar, for a neighbour (its recall is measured by `npm run bench`), but every similarity it gives is true.
   */
  search(query: Float32Array, limit: number): Neighbour[]
  /**
   * Dot product of the query with the vector at position `index`: the same bits that `search` gives for it, in
   * every driver. Throws `option-invalid` for a position that it does not hold.
   */
  similarity(query: Float32Array, index: number): number
}
