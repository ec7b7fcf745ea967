import { cacheEmbedder } from '../cachedEmbedder.js'
import { deferEmbedder } from '../deferEmbedder.js'
import type { Embedder } from '../Embedder.js'
import type { VectorStore } from '../VectorStore.js'
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

/** Checks the options; rejects nothing that loading would: that comes with the first text. */
export function storedTransformer(
  { store, onEmbed, ...options }: StoredTransformerOptions,
  failed: (error: unknown, texts: number) => unknown = (error) => error,
): StoredTransformer {
  const settings = parseTransformersOptions(options)
  const deferred = deferEmbedder({
    id: transformersId(settings),
    dimensions: TRANSFORMERS_MODELS[settings.model].dimensions,
    load: () => loadTransformersEmbedder(options),
  })
  const noted: Embedder = {
    ...deferred,
    embed: async (texts, embedOptions) => {
      onEmbed?.(texts.length)
      try {
        return await deferred.embed(texts, embedOptions)
      } catch (error) {
        throw failed(error, texts.length)
      }
    },
  }
  return { settings, embedder: store === undefined ? noted : cacheEmbedder(noted, store) }
}
