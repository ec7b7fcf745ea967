import { toolRows } from '../data/toolRows.js'
import type { Contender, ContenderEntry } from './Contender.js'
import { remembering } from './remembering.js'
import { topIds } from './topIds.js'

const MODEL = 'Xenova/all-MiniLM-L6-v2'
const BATCH = 16

/** Texts to unit vectors, all in one array. */
export type EmbedTexts = (texts: string[]) => Promise<Float32Array>

/** MiniLM on name and description, by cosine: an embedding in transformers.js plus a scan over all tools. */
export const miniLm = entry((embed) => embed)

/** The same without embedding a text twice: no use for measuring time. */
export const miniLmRemembering = entry(remembering)

function entry(wrap: (embed: EmbedTexts) => EmbedTexts): ContenderEntry {
  return { name: 'MiniLM', load: async ({ models }) => contender(models, wrap) }
}

async function contender(
  models: string | undefined,
  wrap: (embed: EmbedTexts) => EmbedTexts,
): Promise<Contender | { skipped: string }> {
  if (models === undefined) return { skipped: `no folder with ${MODEL}: give --models DIR` }
  const loaded = await loadMiniLm(models)
  if (typeof loaded === 'string') return { skipped: loaded }
  const embed = wrap(loaded)
  let ids: string[] = []
  let vectors: Float32Array[] = []
  return {
    name: 'MiniLM',
    async index(sources) {
      // A batch is padded to its longest text: texts of one length together take half the time.
      const rows = toolRows(sources).sort((a, b) => a.description.length - b.description.length)
      ids = rows.map((row) => row.id)
      vectors = []
      for (let start = 0; start < rows.length; start += BATCH) {
        const texts = rows.slice(start, start + BATCH).map((row) => `${row.name}: ${row.description}`)
        const flat = await embed(texts)
        const width = flat.length / texts.length
        vectors.push(...texts.map((_, at) => flat.subarray(at * width, (at + 1) * width)))
      }
    },
    rank: async (text, limit) => topIds(ids, scan(vectors, await embed([text])), limit),
  }
}

function scan(vectors: readonly Float32Array[], query: Float32Array): Float32Array {
  return Float32Array.from(vectors, (vector) => {
    let sum = 0
    for (let at = 0; at < query.length; at += 1) sum += query[at]! * vector[at]!
    return sum
  })
}

/** Loads the model from a local folder and never from a hub, or says why it cannot. */
export async function loadMiniLm(models: string): Promise<EmbedTexts | string> {
  try {
    const { env, pipeline } = await import('@huggingface/transformers')
    env.localModelPath = models
    env.allowRemoteModels = false
    const extract = await pipeline('feature-extraction', MODEL, { dtype: 'q8' })
    return async (texts) => {
      const output = await extract(texts, { pooling: 'mean', normalize: true })
      return Float32Array.from(output.data as Float32Array)
    }
  } catch (error) {
    return `${MODEL} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`
  }
}
