import { createCrib } from 'toolcrib'
import { bm25 } from '../contenders/bm25.js'
import type { ContenderEntry } from '../contenders/Contender.js'
import { miniLm } from '../contenders/miniLm.js'
import { minisearch } from '../contenders/minisearch.js'

/** A contender, and the most tools that it is asked to take in: beyond, embedding alone takes minutes. */
export interface ScaleContender {
  entry: ContenderEntry
  mostTools: number
}

/** The library as it comes: the index is chosen by the size of the catalog, and nothing is counted ahead. */
const toolcribAuto: ContenderEntry = {
  name: 'toolcrib',
  async load() {
    let crib = await createCrib({ sources: [] })
    return {
      name: 'toolcrib',
      async index(sources) {
        await crib.close()
        crib = await createCrib({ sources })
      },
      rank: async (text, limit) => (await crib.rank(text, { limit })).items.map(({ tool }) => tool.id),
      async select(text, maxTokens) {
        const { items, tokens } = await crib.select(text, { maxTokens })
        return { ids: items.map(({ id }) => id), tokens: tokens.after }
      },
      close: () => crib.close(),
    }
  },
}

/** In the order of the tables. */
export const SCALE_CONTENDERS: readonly ScaleContender[] = [
  { entry: toolcribAuto, mostTools: Number.POSITIVE_INFINITY },
  { entry: bm25, mostTools: Number.POSITIVE_INFINITY },
  { entry: minisearch, mostTools: Number.POSITIVE_INFINITY },
  { entry: miniLm, mostTools: 500 },
]
