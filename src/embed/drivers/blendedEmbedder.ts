import type { Embedder } from '../Embedder.js'
import { joinEmbedders } from '../joinEmbedders.js'
import { createStaticEmbedder, loadStaticModel } from './staticEmbedder.js'
import { type StoredTransformerOptions, storedTransformer } from './storedTransformer.js'
import { TABLE_SHARES } from './tableShares.js'

/**
 * A transformer and the bundled table side by side (`joinEmbedders`), which rank better together than either alone and
 * cost what the transformer costs. The transformer is loaded when a text comes that the `store` does not have.
 *
 * Throws `option-unknown` and `option-invalid`; embedding rejects with what `loadTransformersEmbedder` rejects with.
 */
export function createBlendedEmbedder(options: StoredTransformerOptions = {}): Embedder {
  const { embedder, settings } = storedTransformer(options)
  const share = TABLE_SHARES[settings.model]
  return joinEmbedders([
    { embedder: createStaticEmbedder(loadStaticModel()), share },
    { embedder, share: 1 - share },
  ])
}
