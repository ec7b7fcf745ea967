import { CribError, type ErrorCode } from '../../errors.js'
import { createAsymmetricEmbedder } from '../asymmetricEmbedder.js'
import type { Embedder } from '../Embedder.js'
import type { TableShareOption } from '../tableShare.js'
import { loadProjection } from './projectionFile.js'
import { createStaticEmbedder, loadStaticModel } from './staticEmbedder.js'
import { type StoredTransformerOptions, storedTransformer } from './storedTransformer.js'
import type { TransformersSettings } from './transformersOptions.js'

const CANNOT_LOAD: readonly ErrorCode[] = ['dependency-missing', 'model-unavailable']

/** Options of `loadAsymmetricEmbedder`. Unknown keys are the error `option-unknown`, bad values `option-invalid`. */
export interface AsymmetricEmbedderOptions extends StoredTransformerOptions, TableShareOption {}

/**
 * Tools embedded by a transformer, tasks by the bundled table (`createAsymmetricEmbedder`). The transformer is loaded
 * only when a tool comes that the `store` does not have: with the vectors of `toolcrib index` it need not be installed.
 *
 * Rejects with `option-unknown`, `option-invalid`, `file-unreadable`, `model-invalid`. Embedding tools rejects with
 * `vectors-missing` where the store lacks some and the transformer cannot be loaded; without a store, with what
 * `loadTransformersEmbedder` rejects with.
 */
export async function loadAsymmetricEmbedder({
  tableShare,
  ...options
}: AsymmetricEmbedderOptions = {}): Promise<Embedder> {
  const { embedder, settings } = storedTransformer(options)
  return createAsymmetricEmbedder({
    table: createStaticEmbedder(loadStaticModel()),
    tools: options.store === undefined ? embedder : withMissing(embedder, settings),
    tableShare,
    projection: await loadProjection(settings.model),
  })
}

/** The cached embedder; where the model behind the cache cannot be loaded, the error says what would do without. */
function withMissing(embedder: Embedder, { model }: TransformersSettings): Embedder {
  return {
    ...embedder,
    embed: (texts, options) =>
      embedder.embed(texts, options).catch((error: unknown) => {
        throw CribError.is(error) && CANNOT_LOAD.includes(error.code)
          ? missing(embedder, model, error)
          : error
      }),
  }
}

function missing({ id }: Embedder, model: string, cause: CribError): CribError {
  const message = `Some tools have no stored vector of ${id}, and the model cannot be loaded (${cause.code}). Run \`toolcrib index --embedder asymmetric --model ${model}\` over these tools where it can be, and use the folder that it fills.`
  return new CribError('vectors-missing', message, { details: { embedder: id, model }, cause })
}
