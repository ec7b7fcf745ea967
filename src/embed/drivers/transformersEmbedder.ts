import { CribError, throwIfAborted } from '../../errors.js'
import { normalize } from '../../vector/normalize.js'
import { checkVectors } from '../checkVectors.js'
import type { Embedder, EmbedOptions } from '../Embedder.js'
import { lengthBatches } from '../lengthBatches.js'
import {
  type Extractor,
  importTransformers,
  type TransformersLibrary,
  withSettings,
} from './transformersLibrary.js'
import { TRANSFORMERS_MODELS, type TransformersModel } from './transformersModels.js'
import {
  parseTransformersOptions,
  type TransformersOptions,
  type TransformersSettings,
  transformersId,
} from './transformersOptions.js'

/** Characters of a text that reach the tokenizer: the models read 512 word pieces, and few of those are longer than 16. */
const MAX_CHARACTERS = 8_192

/**
 * A sentence-embedding model in ONNX form, run by @huggingface/transformers or else @xenova/transformers (optional
 * peers). Vectors are of length 1. With `q8` weights activations are quantised over a whole batch, so that a
 * text's vector depends on the texts beside it (cosine 0.989 to 0.999 with itself embedded alone, over the tool
 * descriptions of vendor_mcp_evals in batches of 32); batches of one, the default there, give the same vector
 * every time.
 * The model uses as many threads as ONNX Runtime chooses, by default one a core; the package's global settings are
 * changed only while loading, and put back.
 *
 * Throws `dependency-missing` without either package, `model-unavailable` where the model cannot be loaded,
 * `option-unknown`, `option-invalid`, `aborted`. After `close` embedding throws `embedder-closed`.
 */
export async function loadTransformersEmbedder(options: TransformersOptions = {}): Promise<Embedder> {
  const settings = parseTransformersOptions(options)
  throwIfAborted(settings.signal)
  const library = await importTransformers(settings.importModule)
  throwIfAborted(settings.signal)
  const loading = loadExtractor(library, settings)
  return new TransformersEmbedder(await orAborted(loading, settings.signal), settings)
}

class TransformersEmbedder implements Embedder {
  readonly id: string
  readonly dimensions: number
  readonly #profile: TransformersModel
  readonly #batchSize: number
  #extractor: Extractor | undefined

  constructor(extractor: Extractor, settings: TransformersSettings) {
    this.#extractor = extractor
    this.#profile = TRANSFORMERS_MODELS[settings.model]
    this.#batchSize = settings.batchSize
    this.id = transformersId(settings)
    this.dimensions = this.#profile.dimensions
  }

  async embed(texts: readonly string[], options: EmbedOptions = {}): Promise<Float32Array[]> {
    const prefix = options.kind === 'task' ? this.#profile.taskPrefix : ''
    const vectors: Float32Array[] = texts.map(() => new Float32Array(this.dimensions))
    const spoken = [...texts.keys()].filter((i) => texts[i]!.trim() !== '')
    const inputs = spoken.map((i) => prefix + cut(texts[i]!))
    for (const batch of lengthBatches(inputs, this.#batchSize)) {
      throwIfAborted(options.signal)
      const found = await this.#extract(batch.map((i) => inputs[i]!))
      batch.forEach((i, row) => {
        vectors[spoken[i]!] = found[row]!
      })
    }
    throwIfAborted(options.signal)
    return vectors
  }

  async close(): Promise<void> {
    const extractor = this.#extractor
    this.#extractor = undefined
    await extractor?.dispose?.()
  }

  async #extract(texts: string[]): Promise<Float32Array[]> {
    if (this.#extractor === undefined) {
      const message = `The embedder ${this.id} was closed; load another with loadTransformersEmbedder().`
      throw new CribError('embedder-closed', message, { details: { embedder: this.id } })
    }
    const output = await this.#extractor(texts, { pooling: this.#profile.pooling, normalize: true })
    const expected = { embedder: this.id, dimensions: this.dimensions, texts: texts.length }
    return checkVectors(rowsOf(output, this.dimensions), expected)
  }
}

/** The rows of a tensor `{ data, dims: [rows, dimensions] }`; undefined for anything else. */
function rowsOf(output: unknown, dimensions: number): Float32Array[] | undefined {
  const { data, dims } = (output ?? {}) as { data?: unknown; dims?: unknown }
  if (!(data instanceof Float32Array) || !Array.isArray(dims) || dims.length !== 2) return undefined
  if (dims[1] !== dimensions || data.length !== dims[0] * dimensions) return undefined
  return Array.from({ length: dims[0] }, (_, row) =>
    normalize(data.subarray(row * dimensions, (row + 1) * dimensions)),
  )
}

/** The first characters of a text, never half of a surrogate pair. */
function cut(text: string): string {
  return text.slice(0, MAX_CHARACTERS).replace(/[\uD800-\uDBFF]$/, '')
}

async function loadExtractor(
  library: TransformersLibrary,
  settings: TransformersSettings,
): Promise<Extractor> {
  const { model, dtype, localModelPath, allowRemoteModels, cacheDir, device } = settings
  const env = {
    allowRemoteModels,
    ...(localModelPath !== undefined && { allowLocalModels: true, localModelPath }),
  }
  // `quantized` is how version 2 (@xenova) says `dtype`; each package ignores the other's word.
  const options = {
    dtype,
    quantized: dtype === 'q8',
    ...(cacheDir !== undefined && { cache_dir: cacheDir }),
    ...(device !== undefined && { device }),
  }
  try {
    return await withSettings(library.env, env, () => library.pipeline('feature-extraction', model, options))
  } catch (cause) {
    const where = allowRemoteModels
      ? 'was neither found locally nor downloaded from the hub'
      : `cannot be loaded from ${localModelPath ?? 'the local folder'}`
    const reason = cause instanceof Error ? cause.message : String(cause)
    const message = `The model ${model} ${where} (${reason}). Check localModelPath and allowRemoteModels, or use the embedder \`static\`.`
    throw new CribError('model-unavailable', message, { details: { model }, cause })
  }
}

/** The loaded model, or `aborted` as soon as the signal fires; a model that arrives too late is freed. */
async function orAborted(loading: Promise<Extractor>, signal: AbortSignal | undefined): Promise<Extractor> {
  if (signal === undefined) return loading
  let onAbort = () => {}
  const aborted = new Promise<void>((resolve) => {
    onAbort = resolve
    signal.addEventListener('abort', onAbort, { once: true })
  })
  try {
    const first = await Promise.race([loading, aborted])
    if (first !== undefined && !signal.aborted) return first
    loading.then((extractor) => extractor.dispose?.()).catch(() => undefined)
    throwIfAborted(signal)
    return await loading
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
