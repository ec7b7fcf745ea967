import { CribError, throwIfAborted } from '../errors.js'
import { showValue } from '../text/showValue.js'
import { normalize } from '../vector/normalize.js'
import { checkVectors } from './checkVectors.js'
import type { Embedder, EmbedOptions } from './Embedder.js'

/** One of the embedders that are joined. */
export interface JoinedPart {
  embedder: Embedder
  /** Weight of its cosine, above 0; only the ratios matter. */
  share: number
}

/**
 * One embedder out of several: its vectors are theirs side by side, so that its cosine is the weighted mean of theirs.
 * Two models that err on different tasks rank better together than either alone. A text of which one part knows no
 * word is compared by the others. `close` closes all parts.
 *
 * Throws `option-invalid` without parts or for a share that is not above 0. Embedding rejects with what a part rejects
 * with, and with `embedder-failed` when one breaks its promise.
 */
export function joinEmbedders(parts: readonly JoinedPart[]): Embedder {
  check(parts)
  const total = parts.reduce((sum, { share }) => sum + share, 0)
  const weighted = parts.map(({ embedder, share }) => ({ embedder, factor: Math.sqrt(share / total) }))
  const shown = parts.map(({ embedder, share }) => `${Number((share / total).toFixed(4))}*${embedder.id}`)
  return {
    id: `joined:${shown.join('+')}`,
    dimensions: parts.reduce((sum, { embedder }) => sum + embedder.dimensions, 0),
    embed: (texts, options = {}) => embedJoined(weighted, texts, options),
    close: async () => {
      await Promise.all(parts.map(({ embedder }) => embedder.close?.()))
    },
  }
}

async function embedJoined(
  parts: readonly { embedder: Embedder; factor: number }[],
  texts: readonly string[],
  options: EmbedOptions,
): Promise<Float32Array[]> {
  throwIfAborted(options.signal)
  const embedded = await Promise.all(
    parts.map(async ({ embedder, factor }) => {
      const expected = { embedder: embedder.id, dimensions: embedder.dimensions, texts: texts.length }
      return { factor, vectors: checkVectors(await embedder.embed(texts, options), expected) }
    }),
  )
  throwIfAborted(options.signal)
  return texts.map((_, at) =>
    normalize(embedded.flatMap(({ factor, vectors }) => Array.from(vectors[at]!, (value) => factor * value))),
  )
}

function check(parts: readonly JoinedPart[]): void {
  const wrong = parts.find(({ share }) => !(Number.isFinite(share) && share > 0))
  if (parts.length > 0 && wrong === undefined) return
  const [option, value] = wrong === undefined ? ['parts', parts] : ['share', wrong.share]
  const message = `The option \`${option}\` of joinEmbedders is ${showValue(value)}; give at least one embedder, each with a share above 0.`
  throw new CribError('option-invalid', message, { details: { option, value } })
}
