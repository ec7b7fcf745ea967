import { allTools } from './allTools.js'
import { bm25 } from './bm25.js'
import type { ContenderEntry } from './Contender.js'
import { miniLm } from './miniLm.js'
import { minisearch } from './minisearch.js'
import { toolcribDefault, toolcribHnsw } from './toolcrib.js'

/** Everything that the ranking suite compares, in the order of its table. */
export const contenders: readonly ContenderEntry[] = [
  allTools,
  minisearch,
  bm25,
  miniLm,
  toolcribDefault,
  toolcribHnsw,
]
