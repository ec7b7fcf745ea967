import { cacheEmbedder } from '../cachedEmbedder.js'
import { deferEmbedder } from '../deferEmbedder.js'
import type { Embedder } from '../Embedder.js'
import type { VectorStore } from '../VectorStore.js'
import { watchEmbedder } from '../watchEmbedder.js'
import { loadTransformersEmbedder } from './transformersEmbedder.js'
import { TRANSFORMERS_MODELS } from './transformersModels.js'
import {
  parseTransformersOptions,
  type TransformersOptions,
  type TransformersSettings,
  transformersId,
} from './transformersOptions.js'

/** Options of the embedders that a transformer is a part of: its own, and where its vectors are kept. */
export interface StoredTransformerOptions extends TransformersOptions {
  /** Keeps the transformer's vectors between runs, for example `openDiskVectorStore`. Default: none. */
  store?: VectorStore | undefined
  /** Called before texts are embedded with how many the store did not have, at most 512 a call. Default: nothing. */
  onEmbed?: ((texts: number) => void) | undefined
}

/** A transformer that is loaded when a text comes that the store does not have. */
export interface StoredTransformer {
  settings: TransformersSettings
  embedder: Embedder
}

/**
 * Checks the options; what goes wrong in loading comes with the first text. Throws `option-unknown`, `option-invalid`.
 */
export function storedTransformer({
  store,
  onEmbed,
  ...options
}: StoredTransformerOptions): StoredTransformer {
  const settings = parseTransformersOptions(options)
  const deferred = deferEmbedder({
    id: transformersId(settings),
    dimensions: TRANSFORMERS_MODELS[settings.model].dimensions,
    load: () => loadTransformersEmbedder(options),
  })
  const embedder = onEmbed === undefined ? deferred : watchEmbedder(deferred, onEmbed)
  return { settings, embedder: store === undefined ? embedder : cacheEmbedder(embedder, store) }
}
