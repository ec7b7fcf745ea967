/**
 * Where the values of an index lie, one row a vector, and the one hot loop over them. Drivers of this small
 * interface: `plainRows` (JavaScript) and `simdRows` (WebAssembly vector instructions); both give the same bits.
 */
export interface RowStore {
  /**
   * All values: row `r` begins at `r * stride`. Replaced by `reserve`, so read it anew after each call.
   * Holds at least the reserved rows; rows never written are zero.
   */
  readonly data: Float32Array
  /** Makes room for `rows` rows and keeps what was written. Throws a RangeError when memory does not suffice. */
  reserve(rows: number): void
  /** Dot products of `query` (`stride` values) with the first `count` rows, as a new array. */
  dots(query: Float32Array, count: number): Float32Array
}
