/** Whether a vector is other than zero: texts of which the embedder knows no word have none. */
export function hasDirection(vector: Float32Array): boolean {
  for (let i = 0; i < vector.length; i++) if (vector[i] !== 0) return true
  return false
}
