import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { CribError, throwIfAborted } from '../../errors.js'
import type { EmbedOptions, SyncEmbedder } from '../Embedder.js'
import { StaticModel } from './staticModel.js'

/** Beside src/ in a checkout and beside dist/ in the package, which mirrors src/. */
const ASSET = new URL('../../../assets/static-embedder.bin', import.meta.url)
/** Texts between two turns of the event loop (some 20 ms of work), so that a large batch can be aborted. */
const TURN = 1024

let loaded: StaticModel | undefined

/**
 * The model that ships with the package, read from disk on the first call and kept.
 * Throws `file-unreadable` where the file is missing and `model-invalid` where it is damaged.
 */
export function loadStaticModel(): StaticModel {
  loaded ??= StaticModel.parse(readAsset())
  return loaded
}

/** An embedder over a static model. Tasks and tools are embedded alike; it holds nothing to close. */
export function createStaticEmbedder(model: StaticModel): SyncEmbedder {
  return {
    id: model.id,
    dimensions: model.dimensions,
    embedSync: (text) => model.embed(text),
    coverage: (text) => model.coverage(text),
    embed: async (texts, options: EmbedOptions = {}) => {
      const vectors: Float32Array[] = []
      for (let i = 0; i < texts.length; i++) {
        if (i > 0 && i % TURN === 0) await setImmediate()
        if (i % TURN === 0) throwIfAborted(options.signal)
        vectors.push(model.embed(texts[i] as string))
      }
      return vectors
    },
  }
}

function readAsset(): Uint8Array {
  try {
    return readFileSync(ASSET)
  } catch (cause) {
    const message = `The bundled embedding model ${ASSET.pathname} cannot be read: reinstall the package.`
    throw new CribError('file-unreadable', message, { details: { file: ASSET.pathname }, cause })
  }
}
