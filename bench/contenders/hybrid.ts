import { bm25Scan } from './bm25.js'
import type { ContenderEntry } from './Contender.js'
import { CosineScan } from './CosineScan.js'
import { loadLocalModel, MINI_LM } from './localModels.js'
import { oneText } from './oneText.js'
import { topIds } from './topIds.js'

/** Share of the cosine; the rest is BM25's. */
const DENSE = 0.7

/**
 * MiniLM and BM25 blended as usual: both in standard deviations from their mean over all tools for this task. Ranks well;
 * a score says nothing outside its query.
 */
export const hybrid: ContenderEntry = {
  name: 'MiniLM .7 + BM25 .3',
  async load({ models }) {
    const embed = await loadLocalModel(models, MINI_LM)
    if ('skipped' in embed) return embed
    const scan = new CosineScan(embed, MINI_LM.taskPrefix)
    let lexical = bm25Scan([])
    /** By place in the cosine's scores: place in BM25's. */
    let places: number[] = []
    return {
      name: 'MiniLM .7 + BM25 .3',
      async index(sources) {
        await scan.index(sources)
        lexical = bm25Scan(sources)
        const place = new Map(lexical.ids.map((id, at) => [id, at]))
        places = scan.ids.map((id) => place.get(id) ?? -1)
      },
      async rank(task, limit) {
        const dense = await scan.scores(oneText(task))
        const words = lexical.scores(task)
        const placed = Float32Array.from(places, (place) => words[place] ?? 0)
        return topIds(scan.ids, blend(dense, placed), limit)
      },
    }
  },
}

/** 0.7 of the first and 0.3 of the second, each in standard deviations over all tools. */
export function blend(dense: Float32Array, lexical: Float32Array): Float32Array {
  const words = zScores(lexical)
  return zScores(dense).map((value, at) => DENSE * value + (1 - DENSE) * words[at]!)
}

/** Standard deviations from the mean; zeros where all values are alike. */
export function zScores(values: Float32Array): Float32Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  const deviation = Math.sqrt(variance)
  return values.map((value) => (deviation === 0 ? 0 : (value - mean) / deviation))
}
