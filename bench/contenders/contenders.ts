import { allTools } from './allTools.js'
import { bm25 } from './bm25.js'
import { bm25Search } from './bm25Search.js'
import { oracle, random } from './bounds.js'
import type { ContenderEntry } from './Contender.js'
import { hybrid } from './hybrid.js'
import { bgeSmall, miniLm } from './miniLm.js'
import { miniLmThreshold } from './miniLmThreshold.js'
import { minisearch } from './minisearch.js'
import { regexSearch } from './regexSearch.js'
import { toolcribDefault, toolcribHnsw, toolcribRecall, toolcribWhole } from './toolcrib.js'
import { toolcribAsymmetric, toolcribTransformers } from './toolcribTransformers.js'

/** Everything that the ranking suite compares, in the order of its table. */
export const contenders: readonly ContenderEntry[] = [
  allTools,
  random,
  oracle,
  regexSearch,
  bm25Search,
  minisearch,
  bm25,
  miniLm,
  miniLmThreshold,
  bgeSmall,
  hybrid,
  toolcribDefault,
  toolcribWhole,
  toolcribRecall,
  toolcribHnsw,
  toolcribAsymmetric,
  toolcribTransformers,
]

/** Those that search: what tasks are pooled from, and neither bound. */
export const searching: readonly ContenderEntry[] = contenders.filter(
  (entry) => ![allTools, random, oracle].includes(entry),
)
