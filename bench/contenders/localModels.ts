import { CribError } from 'toolcrib'

/** A sentence-embedding model in a local folder. Values are from the model cards. */
export interface LocalModel {
  id: string
  pooling: 'mean' | 'cls'
  /** What is put before a task, not before a tool. */
  taskPrefix: string
}

/** Small and general: what most selectors begin with. */
export const MINI_LM: LocalModel = { id: 'Xenova/all-MiniLM-L6-v2', pooling: 'mean', taskPrefix: '' }

/** As small, trained for retrieval. */
export const BGE_SMALL: LocalModel = {
  id: 'Xenova/bge-small-en-v1.5',
  pooling: 'cls',
  taskPrefix: 'Represent this sentence for searching relevant passages: ',
}

/** Texts to unit vectors, all in one array. */
export type EmbedTexts = (texts: string[]) => Promise<Float32Array>

/** Loads a model from a local folder and never from a hub, or says why it cannot. */
export async function loadLocalModel(
  models: string | undefined,
  { id, pooling }: LocalModel,
): Promise<EmbedTexts | { skipped: string }> {
  if (models === undefined) return { skipped: `no folder with ${id}: give --models DIR` }
  try {
    const { env, pipeline } = await import('@huggingface/transformers')
    env.localModelPath = models
    env.allowRemoteModels = false
    const extract = await pipeline('feature-extraction', id, { dtype: 'q8' })
    return async (texts) => {
      const output = await extract(texts, { pooling, normalize: true })
      return Float32Array.from(output.data as Float32Array)
    }
  } catch (error) {
    return { skipped: `${id} cannot be loaded: ${reasonOf(error)}` }
  }
}

/** In words, why something failed. */
export function reasonOf(error: unknown): string {
  return CribError.is(error) || error instanceof Error ? error.message : String(error)
}
