import { throwIfAborted } from '../errors.js'
import { contentHash } from '../hash.js'
import { checkVectors } from './checkVectors.js'
import type { Embedder, EmbedOptions } from './Embedder.js'
import type { VectorSpace, VectorStore } from './VectorStore.js'

/** Texts that are embedded before their vectors are stored: what an interrupted indexing has to do again. */
const CHUNK = 512

/** An embedder that asks another one only for what a store does not have. */
export interface CachedEmbedder extends Embedder {
  /** Texts so far whose vectors came from the store, and different texts that were embedded. */
  readonly counts: { readonly hits: number; readonly misses: number }
}

/**
 * Wraps an embedder so that each text is embedded once for each kind and then read from the store. Same id, same
 * dimensions, same vectors, same order; `close` closes the embedder. Vectors are looked up by the embedder's id and
 * the SHA-256 of text and kind, so that another model never sees them. Worth it for models that take a millisecond or
 * more a text; the bundled one is faster than a disk.
 *
 * Embedding rejects with what `embedder` rejects with, and with `embedder-failed` when it breaks its promise.
 */
export function cacheEmbedder(embedder: Embedder, store: VectorStore): CachedEmbedder {
  const counts = { hits: 0, misses: 0 }
  const cache: Cache = { embedder, store, counts }
  return {
    id: embedder.id,
    dimensions: embedder.dimensions,
    counts,
    embed: (texts, options = {}) => embedCached(cache, texts, options),
    ...(embedder.coverage === undefined ? {} : { coverage: (text: string) => embedder.coverage!(text) }),
    close: async () => embedder.close?.(),
  }
}

interface Cache {
  embedder: Embedder
  store: VectorStore
  counts: { hits: number; misses: number }
}

async function embedCached(
  cache: Cache,
  texts: readonly string[],
  options: EmbedOptions,
): Promise<Float32Array[]> {
  throwIfAborted(options.signal)
  const space: VectorSpace = { embedder: cache.embedder.id, dimensions: cache.embedder.dimensions }
  // Canonical JSON keeps apart what UTF-8 would not: lone surrogates.
  const keys = texts.map((text) => contentHash([options.kind ?? 'tool', text]))
  const found = await cache.store.get(space, keys)
  const missing = new Map<string, string>()
  for (const [i, key] of keys.entries()) {
    if (found[i]?.length === space.dimensions) cache.counts.hits++
    else missing.set(key, texts[i]!)
  }
  const made = await embedMissing(cache, { space, missing, options })
  throwIfAborted(options.signal)
  // Each caller's own copy, also of a text that was given twice.
  return keys.map((key, i) => made.get(key)?.slice() ?? found[i]!)
}

async function embedMissing(
  { embedder, store, counts }: Cache,
  { space, missing, options }: { space: VectorSpace; missing: Map<string, string>; options: EmbedOptions },
): Promise<Map<string, Float32Array>> {
  const made = new Map<string, Float32Array>()
  const keys = [...missing.keys()]
  for (let start = 0; start < keys.length; start += CHUNK) {
    const chunk = keys.slice(start, start + CHUNK)
    const texts = chunk.map((key) => missing.get(key)!)
    const vectors = await embedder.embed(texts, options)
    const checked = checkVectors(vectors, { ...space, texts: texts.length })
    counts.misses += texts.length
    const entries = chunk.map((key, i) => ({ key, vector: checked[i]! }))
    for (const { key, vector } of entries) made.set(key, vector)
    await store.put(space, entries)
  }
  return made
}
