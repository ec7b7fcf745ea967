/**
 * A copy of `vector` with Euclidean length 1. All zeros stay all zeros: a text without a known word has no
 * direction, and is similar to nothing. Values must be finite; the length is summed in 64-bit floats after
 * dividing by the largest magnitude, so that neither huge nor tiny values overflow or vanish.
 */
export function normalize(vector: ArrayLike<number>): Float32Array {
  const result = new Float32Array(vector.length)
  let largest = 0
  for (let i = 0; i < vector.length; i++) largest = Math.max(largest, Math.abs(vector[i]!))
  if (largest === 0) return result
  let squares = 0
  for (let i = 0; i < vector.length; i++) squares += (vector[i]! / largest) ** 2
  const length = Math.sqrt(squares)
  for (let i = 0; i < vector.length; i++) result[i] = vector[i]! / largest / length
  return result
}
