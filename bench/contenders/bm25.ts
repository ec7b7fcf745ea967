import {
  Bm25Index,
  createCatalog,
  DEFAULT_BM25,
  lexicalDocument,
  type Task,
  type ToolSource,
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
    let scan = bm25Scan([])
    return {
      name: 'BM25',
      async: false,
      async index(sources) {
        scan = bm25Scan(sources)
      },
      rank: (task, limit) => topIds(scan.ids, scan.scores(task), limit),
    }
  },
}

/** Scores of all tools, in the order of `ids`. */
export function bm25Scan(sources: readonly ToolSource[]): {
  ids: string[]
  scores: (task: Task) => Float32Array
} {
  const { tools } = createCatalog(sources, 'skip')
  const index = new Bm25Index(
    tools.map((tool) => lexicalDocument(toolFields(tool))),
    DEFAULT_BM25,
  )
  return {
    ids: tools.map((tool) => tool.id),
    scores(task) {
      const scores = new Float32Array(index.size)
      index.addScores(taskTerms(taskTexts(task)), scores)
      return scores
    },
  }
}
