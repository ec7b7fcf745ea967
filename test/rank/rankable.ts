import { Bm25Index } from '../../src/lexical/Bm25Index.js'
import { DEFAULT_BM25 } from '../../src/lexical/Bm25Options.js'
import { lexicalDocument } from '../../src/lexical/LexicalDocument.js'
import { Cohort } from '../../src/rank/Cohort.js'
import type { DenseSignal, RankableCatalog } from '../../src/rank/RankableCatalog.js'
import { createCatalog } from '../../src/tool/Catalog.js'
import { toolFields } from '../../src/tool/toolFields.js'

/** Similarities to it are 1 and 0 for the task `TASK_VECTOR`: mean 0.5, deviation 0.5. */
export const COHORT = new Cohort([Float32Array.of(1, 0), Float32Array.of(0, 1)])
export const TASK_VECTOR = Float32Array.of(1, 0)

/** A catalog of tools with these names (sorted, as every catalog is) whose score is z + 10 x the lexical share. */
export function rankable(names: readonly string[]): RankableCatalog {
  const { tools } = createCatalog([{ tools: names.map((name) => ({ name })) }])
  return {
    tools,
    lexical: new Bm25Index(
      tools.map((tool) => lexicalDocument(toolFields(tool))),
      DEFAULT_BM25,
    ),
    cohort: COHORT,
    fusion: { dense: 1, lexical: 10 },
    confidence: { features: ['ahead'], weights: [1], bias: 0 },
  }
}

/** The cosine of each tool, by position. */
export function dense(cosines: readonly number[], candidates?: readonly number[]): DenseSignal {
  return {
    similarity: (position) => cosines[position]!,
    ...(candidates === undefined ? {} : { candidates }),
  }
}
