import { CribError } from '../../errors.js'
import { createAsymmetricEmbedder } from '../asymmetricEmbedder.js'
import type { Embedder } from '../Embedder.js'
import { loadProjection } from './projectionFile.js'
import { createStaticEmbedder, loadStaticModel } from './staticEmbedder.js'
import { type StoredTransformerOptions, storedTransformer } from './storedTransformer.js'

/**
 * Tools embedded by a transformer, tasks by the bundled table (`createAsymmetricEmbedder`). The transformer is loaded
 * only when a tool comes that the `store` does not have: with the vectors of `toolcrib index` it need not be installed.
 *
 * Rejects with `option-unknown`, `option-invalid`, `file-unreadable`, `model-invalid`. Embedding tools rejects with
 * `vectors-missing` where the store lacks some and the transformer cannot be loaded; without a store, with what
 * `loadTransformersEmbedder` rejects with.
 */
export async function loadAsymmetricEmbedder(options: StoredTransformerOptions = {}): Promise<Embedder> {
  const { embedder, settings } = storedTransformer(options, (error, texts) =>
    options.store === undefined ? error : missingVectors(error, texts),
  )
  const table = createStaticEmbedder(loadStaticModel())
  return createAsymmetricEmbedder({
    table,
    tools: embedder,
    projection: await loadProjection(settings.model),
  })

  function missingVectors(error: unknown, texts: number): unknown {
    if (!CribError.is(error) || !['dependency-missing', 'model-unavailable'].includes(error.code))
      return error
    const message = `${texts} or more texts of tools have no stored vector of ${embedder.id}, and the model cannot be loaded (${error.code}). Run \`toolcrib index --embedder transformers --model ${settings.model}\` over these tools where it can, and use the folder that it fills.`
    return new CribError('vectors-missing', message, {
      details: { embedder: embedder.id, missing: texts },
      cause: error,
    })
  }
}
