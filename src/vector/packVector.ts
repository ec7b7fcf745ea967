import { normalize } from './normalize.js'

/** Largest magnitude of a packed value: symmetric, so that a vector and its opposite pack alike. */
const LARGEST = 127

/** A vector's direction in one byte a value, as base64. Equal vectors give equal texts; all zeros stay all zeros. */
export function packVector(vector: Float32Array): string {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const bytes = Int8Array.from(vector, (value) => Math.round((value / (largest || 1)) * LARGEST))
  return btoa(String.fromCharCode(...new Uint8Array(bytes.buffer)))
}

/**
 * The unit vector of a packed one (cosine to the original above 0.999 for an embedder's vectors), or undefined where the
 * text is not one of `dimensions` values.
 */
export function unpackVector(text: string, dimensions: number): Float32Array | undefined {
  let bytes: string
  try {
    bytes = atob(text)
  } catch {
    return undefined
  }
  if (bytes.length !== dimensions) return undefined
  return normalize(Int8Array.from(bytes, (character) => character.charCodeAt(0)))
}
