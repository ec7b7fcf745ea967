import type { Embedder } from './Embedder.js'

/** The same embedder; `onEmbed` is told before each call how many texts are about to be embedded. */
export function watchEmbedder(embedder: Embedder, onEmbed: (texts: number) => void): Embedder {
  return {
    id: embedder.id,
    dimensions: embedder.dimensions,
    embed: (texts, options) => {
      onEmbed(texts.length)
      return embedder.embed(texts, options)
    },
    ...(embedder.coverage === undefined ? {} : { coverage: (text: string) => embedder.coverage!(text) }),
    close: async () => embedder.close?.(),
  }
}
