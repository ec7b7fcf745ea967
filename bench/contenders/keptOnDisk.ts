import { cacheEmbedder, openDiskVectorStore } from 'toolcrib'
import { atRoot } from '../../demo/PinnedServers.js'
import type { EmbedTexts, LocalModel } from './localModels.js'

const FOLDER = atRoot('.cache/bench-vectors')

/** Length of the vectors of both local models, from their cards. */
const DIMENSIONS = 384

/**
 * Embeds each text once and for all: vectors are kept in `.cache/bench-vectors`, so that a suite that was stopped goes on where
 * it was, and another one over the same texts takes seconds. No use for measuring time.
 *
 * @param folder - default `.cache/bench-vectors`
 */
export function keptOnDisk(embed: EmbedTexts, { id }: LocalModel, folder = FOLDER): EmbedTexts {
  const split = async (texts: readonly string[]) => {
    const flat = await embed([...texts])
    return texts.map((_, at) => flat.slice(at * DIMENSIONS, (at + 1) * DIMENSIONS))
  }
  const cached = openDiskVectorStore(folder).then((store) =>
    cacheEmbedder({ id: `bench:${id}`, dimensions: DIMENSIONS, embed: split }, store),
  )
  return async (texts) => {
    const vectors = await (await cached).embed(texts)
    const flat = new Float32Array(texts.length * DIMENSIONS)
    for (const [at, vector] of vectors.entries()) flat.set(vector, at * DIMENSIONS)
    return flat
  }
}
