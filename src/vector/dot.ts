/** Running sums of a dot product. Rows of a store are padded with zeros to a multiple of it, which changes no sum. */
export const LANES = 8

/** `vector` itself where its length is a multiple of {@link LANES}, else a copy with zeros appended. */
export function padToLanes(vector: Float32Array): Float32Array {
  const padded = Math.ceil(vector.length / LANES) * LANES
  if (padded === vector.length) return vector
  const result = new Float32Array(padded)
  result.set(vector)
  return result
}

/**
 * Dot product of two vectors of one length (the caller's to check), in 32-bit floats.
 * For unit vectors the cosine, -1 to 1 up to rounding.
 */
export function dot(left: Float32Array, right: Float32Array): number {
  return dotAt(padToLanes(left), padToLanes(right), 0)
}

/**
 * Dot product of `query` (its length a multiple of {@link LANES}) with as many `values` from `offset` on.
 * The order of the additions is that of the vector instructions in `dotModule.ts` (eight running sums, folded
 * pairwise), so that both give the same bits and a score does not depend on which of them ran.
 */
export function dotAt(values: Float32Array, query: Float32Array, offset: number): number {
  const f = Math.fround
  let [s0, s1, s2, s3, s4, s5, s6, s7] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let i = 0, at = offset; i < query.length; i += LANES, at += LANES) {
    s0 = f(s0 + f(values[at]! * query[i]!))
    s1 = f(s1 + f(values[at + 1]! * query[i + 1]!))
    s2 = f(s2 + f(values[at + 2]! * query[i + 2]!))
    s3 = f(s3 + f(values[at + 3]! * query[i + 3]!))
    s4 = f(s4 + f(values[at + 4]! * query[i + 4]!))
    s5 = f(s5 + f(values[at + 5]! * query[i + 5]!))
    s6 = f(s6 + f(values[at + 6]! * query[i + 6]!))
    s7 = f(s7 + f(values[at + 7]! * query[i + 7]!))
  }
  return f(f(f(s0 + s4) + f(s1 + s5)) + f(f(s2 + s6) + f(s3 + s7)))
}
