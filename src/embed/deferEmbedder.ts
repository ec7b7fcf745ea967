import { throwIfAborted } from '../errors.js'
import type { Embedder } from './Embedder.js'

/** An embedder that is known before it is there. */
export interface DeferredEmbedder {
  /** `id` and `dimensions` that the loaded embedder will have. */
  id: string
  dimensions: number
  /** Loads it; called at the first text, and again after a failure. */
  load: () => Promise<Embedder>
}

/**
 * An embedder that is loaded when it is first asked for a text: behind a cache that knows every text, never. `close`
 * closes what was loaded, and waits for it where it is being loaded. Embedding rejects with what `load` and the embedder reject with.
 */
export function deferEmbedder({ id, dimensions, load }: DeferredEmbedder): Embedder {
  let loading: Promise<Embedder> | undefined
  const loaded = () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }
  return {
    id,
    dimensions,
    embed: async (texts, options = {}) => {
      throwIfAborted(options.signal)
      if (texts.length === 0) return []
      return (await loaded()).embed(texts, options)
    },
    close: async () => {
      // A load that failed left nothing to close; its error went to those who asked for texts.
      const embedder = await loading?.catch(() => undefined)
      await embedder?.close?.()
    },
  }
}
