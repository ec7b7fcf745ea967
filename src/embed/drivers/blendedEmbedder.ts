import type { Embedder } from '../Embedder.js'
import { joinEmbedders } from '../joinEmbedders.js'
import { checkTableShare, type TableShareOption } from '../tableShare.js'
import { createStaticEmbedder, loadStaticModel } from './staticEmbedder.js'
import { type StoredTransformerOptions, storedTransformer } from './storedTransformer.js'
import { TABLE_SHARES } from './tableShares.js'

/** Options of `createBlendedEmbedder`. Unknown keys are the error `option-unknown`, bad values `option-invalid`. */
export interface BlendedEmbedderOptions extends StoredTransformerOptions, TableShareOption {}

/**
 * A transformer and the bundled table side by side (`joinEmbedders`), which rank better together than either alone and
 * cost what the transformer costs. The transformer is loaded when a text comes that the `store` does not have.
 *
 * Throws `option-unknown` and `option-invalid`; embedding rejects with what `loadTransformersEmbedder` rejects with.
 */
export function createBlendedEmbedder({ tableShare, ...options }: BlendedEmbedderOptions = {}): Embedder {
  const { embedder, settings } = storedTransformer(options)
  const share = checkTableShare(tableShare) ?? TABLE_SHARES[settings.model]
  const parts = [
    { embedder: createStaticEmbedder(loadStaticModel()), share },
    { embedder, share: 1 - share },
  ]
  // A part without a share would be embedded for nothing.
  return joinEmbedders(parts.filter((part) => part.share > 0))
}
