import { bm25 } from '../contenders/bm25.js'
import type { ContenderEntry } from '../contenders/Contender.js'
import { miniLm } from '../contenders/miniLm.js'
import { minisearch } from '../contenders/minisearch.js'
import { variant } from '../contenders/toolcrib.js'

/** A contender, and the most tools that it is asked to take in: beyond, embedding alone takes minutes. */
export interface ScaleContender {
  entry: ContenderEntry
  mostTools: number
}

/** The library as it comes: the index is chosen by the size of the catalog. */
const toolcribAuto: ContenderEntry = {
  name: 'toolcrib',
  load: async () => variant({ name: 'toolcrib', make: { index: 'auto' } }),
}

/** In the order of the tables. */
export const SCALE_CONTENDERS: readonly ScaleContender[] = [
  { entry: toolcribAuto, mostTools: Number.POSITIVE_INFINITY },
  { entry: bm25, mostTools: Number.POSITIVE_INFINITY },
  { entry: minisearch, mostTools: Number.POSITIVE_INFINITY },
  { entry: miniLm, mostTools: 500 },
]
