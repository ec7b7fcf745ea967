import type { VectorStore } from 'toolcrib'

/** Vectors for as long as the program runs: a task that is handed out for under many budgets is embedded once. */
export function memoryVectors(): VectorStore {
  const kept = new Map<string, Float32Array>()
  return {
    get: async ({ embedder }, keys) => keys.map((key) => kept.get(`${embedder} ${key}`)?.slice()),
    put: async ({ embedder }, entries) => {
      for (const { key, vector } of entries) kept.set(`${embedder} ${key}`, vector.slice())
    },
  }
}
