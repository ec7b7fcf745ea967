import {
  Bm25Index,
  createCatalog,
  DEFAULT_BM25,
  lexicalDocument,
  taskTerms,
  taskTexts,
  toolFields,
} from 'toolcrib'
import type { ContenderEntry } from './Contender.js'
import { topIds } from './topIds.js'

/** The library's field-weighted BM25 alone, without a model. */
export const bm25: ContenderEntry = {
  name: 'BM25',
  async load() {
    let ids: string[] = []
    let index = new Bm25Index([], DEFAULT_BM25)
    return {
      name: 'BM25',
      async: false,
      async index(sources) {
        const { tools } = createCatalog(sources, 'skip')
        ids = tools.map((tool) => tool.id)
        index = new Bm25Index(
          tools.map((tool) => lexicalDocument(toolFields(tool))),
          DEFAULT_BM25,
        )
      },
      rank(text, limit) {
        const scores = new Float32Array(index.size)
        index.addScores(taskTerms(taskTexts(text)), scores)
        return topIds(ids, scores, limit)
      },
    }
  },
}
