import type { EmbedTexts } from './localModels.js'

/** Embeds each text once: for suites that rank the same tasks on one catalog after another. */
export function remembering(embed: EmbedTexts): EmbedTexts {
  const known = new Map<string, Float32Array>()
  return async (texts) => {
    const missing = [...new Set(texts.filter((text) => !known.has(text)))]
    if (missing.length > 0) {
      const flat = await embed(missing)
      const width = flat.length / missing.length
      for (const [at, text] of missing.entries()) known.set(text, flat.slice(at * width, (at + 1) * width))
    }
    const vectors = texts.map((text) => known.get(text) ?? new Float32Array())
    const all = new Float32Array(vectors.reduce((sum, vector) => sum + vector.length, 0))
    let filled = 0
    for (const vector of vectors) {
      all.set(vector, filled)
      filled += vector.length
    }
    return all
  }
}
