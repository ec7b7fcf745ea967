import { cacheEmbedder, createBlendedEmbedder, type Embedder, loadAsymmetricEmbedder } from 'toolcrib'
import type { ContenderEntry } from './Contender.js'
import { MINI_LM, reasonOf } from './localModels.js'
import { memoryVectors } from './memoryVectors.js'
import { variant } from './toolcrib.js'

/** The library with MiniLM beside its table, for tools and tasks. */
export const toolcribTransformers = entry('toolcrib + MiniLM', (options) =>
  // Each task is timed when it is first seen, so that no time profits from what is remembered.
  cacheEmbedder(createBlendedEmbedder(options), memoryVectors()),
)

/** The library with MiniLM for tools only: a task costs what it costs with the bundled model. */
export const toolcribAsymmetric = entry('toolcrib, asymmetric', loadAsymmetricEmbedder)

type Make = (options: { localModelPath: string; allowRemoteModels: false }) => Embedder | Promise<Embedder>

function entry(name: string, make: Make): ContenderEntry {
  return {
    name,
    async load({ models }) {
      if (models === undefined) return { skipped: `no folder with ${MINI_LM.id}: give --models DIR` }
      try {
        const embedder = await make({ localModelPath: models, allowRemoteModels: false })
        // The model is loaded with the first text: a missing one is known now rather than in the middle.
        await embedder.embed(['tool'], { kind: 'tool' })
        return await variant({ name, make: { embedder } })
      } catch (error) {
        return { skipped: `${MINI_LM.id} cannot be loaded: ${reasonOf(error)}` }
      }
    },
  }
}
