import {
  createCatalog,
  createExactIndex,
  createStaticEmbedder,
  embeddingText,
  findBoilerplate,
  loadHnswIndex,
  loadStaticModel,
  type ToolSource,
  toolFields,
  type VectorIndex,
} from 'toolcrib'
import type { Progress } from '../report/createProgress.js'
import { quantile } from '../report/quantile.js'
import { timeInterleaved } from './timeInterleaved.js'

/** Neighbours that are compared. */
const DEPTH = 20

/** Tools and the tasks that search them. */
export interface AnnSet {
  name: string
  sources: readonly ToolSource[]
  texts: readonly string[]
}

/** How the two indexes compare on one set. */
export interface AnnRow {
  name: string
  tools: number
  tasks: number
  /** Mean share of the exact index' 20 nearest tools that HNSW finds too, 0 to 1. */
  recall20: number
  /** Milliseconds to build from vectors, and of one search for 20 neighbours. */
  exact: { build: number; p50: number }
  hnsw: { build: number; p50: number }
}

/** Searches the vectors of all tools with the vector of every task, in both indexes, in turns. */
export async function annSuite(set: AnnSet, progress: Progress): Promise<AnnRow> {
  const embedder = createStaticEmbedder(loadStaticModel())
  const tools = await embedder.embed(toolTexts(set.sources), { kind: 'tool' })
  const tasks = await embedder.embed(set.texts, { kind: 'task' })
  const exact = filled('exact', await createExactIndex(embedder.dimensions), tools)
  const hnsw = filled('hnsw', await loadHnswIndex(embedder.dimensions), tools)
  const timed = [exact, hnsw].map(({ name, index, found }) => ({
    name,
    async: false,
    run: (at: number) => {
      found[at] = index.search(tasks[at]!, DEPTH).map((neighbour) => neighbour.index)
    },
  }))
  const samples = await timeInterleaved(timed, { count: tasks.length, onProgress: progress.update })
  progress.end()
  const p50 = (name: string) => quantile(samples.get(name) ?? [], 0.5) ?? 0
  const shares = exact.found.map((places, at) => overlap(places, hnsw.found[at] ?? []))
  return {
    name: set.name,
    tools: tools.length,
    tasks: tasks.length,
    recall20: shares.reduce((sum, share) => sum + share, 0) / shares.length,
    exact: { build: exact.build, p50: p50('exact') },
    hnsw: { build: hnsw.build, p50: p50('hnsw') },
  }
}

function filled(name: string, index: VectorIndex, vectors: readonly Float32Array[]) {
  const since = performance.now()
  index.add(vectors)
  return { name, index, build: performance.now() - since, found: [] as number[][] }
}

/** The texts that the engine embeds: without what a server repeats on most of its tools. */
function toolTexts(sources: readonly ToolSource[]): string[] {
  return sources.flatMap((source) => {
    const fields = createCatalog([source], 'skip').tools.map(toolFields)
    const boilerplate = findBoilerplate(source.server === undefined ? [] : fields)
    return fields.map((tool) => embeddingText(tool, boilerplate))
  })
}

/** Share of `expected` that `actual` holds; 1 where nothing was expected. */
export function overlap<T>(expected: readonly T[], actual: readonly T[]): number {
  const there = new Set(actual)
  return expected.length === 0 ? 1 : expected.filter((one) => there.has(one)).length / expected.length
}
