import type { Embedder, EmbedOptions } from '../embed/Embedder.js'
import { CribError, throwIfAborted } from '../errors.js'

/**
 * Embeds texts and checks the answer: as many vectors as texts, each of the embedder's length and finite; otherwise
 * `embedder-failed`. An error of the embedder itself passes through when it is coded, else it is the cause.
 */
export async function embedTexts(
  embedder: Embedder,
  texts: readonly string[],
  options: EmbedOptions,
): Promise<Float32Array[]> {
  throwIfAborted(options.signal)
  let vectors: Float32Array[]
  try {
    vectors = await embedder.embed(texts, options)
  } catch (error) {
    throwIfAborted(options.signal)
    if (CribError.is(error)) throw error
    throw failure(embedder, `it threw: ${error instanceof Error ? error.message : String(error)}`, error)
  }
  throwIfAborted(options.signal)
  if (!Array.isArray(vectors) || vectors.length !== texts.length) {
    throw failure(
      embedder,
      `it gave ${Array.isArray(vectors) ? vectors.length : 'no'} vectors for ${texts.length} texts`,
    )
  }
  for (const vector of vectors) {
    if (!(vector instanceof Float32Array) || vector.length !== embedder.dimensions) {
      throw failure(embedder, `it gave a vector that is not a Float32Array of ${embedder.dimensions} values`)
    }
    if (!vector.every(Number.isFinite))
      throw failure(embedder, 'it gave a vector with values that are not finite')
  }
  return vectors
}

function failure(embedder: Embedder, reason: string, cause?: unknown): CribError {
  return new CribError(
    'embedder-failed',
    `The embedder ${embedder.id} failed: ${reason}. Check the model or use the default embedder.`,
    {
      details: { embedder: embedder.id },
      cause,
    },
  )
}
