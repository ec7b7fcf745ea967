import { checkVectors } from '../embed/checkVectors.js'
import type { Embedder, EmbedOptions } from '../embed/Embedder.js'
import { CribError, throwIfAborted } from '../errors.js'

/**
 * Embeds texts and checks the answer (see `checkVectors`); a wrong one is `embedder-failed`. An error of the embedder itself passes through when it is coded, else it is the cause.
 */
export async function embedTexts(
  embedder: Embedder,
  texts: readonly string[],
  options: EmbedOptions,
): Promise<Float32Array[]> {
  throwIfAborted(options.signal)
  let vectors: unknown
  try {
    vectors = await embedder.embed(texts, options)
  } catch (error) {
    throwIfAborted(options.signal)
    if (CribError.is(error)) throw error
    throw failure(embedder, `it threw: ${error instanceof Error ? error.message : String(error)}`, error)
  }
  throwIfAborted(options.signal)
  return checkVectors(vectors, {
    embedder: embedder.id,
    dimensions: embedder.dimensions,
    texts: texts.length,
  })
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
