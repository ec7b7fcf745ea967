import { CribError, refuseUnknownOptions } from '../../errors.js'
import { checkInteger } from '../checkVector.js'
import { byRank, topNeighbours } from '../topNeighbours.js'
import { VectorGroups } from '../VectorGroups.js'
import type { Neighbour, VectorIndex } from '../VectorIndex.js'
import { VectorRows } from '../VectorRows.js'
import { type HnswConstructor, type HnswGraph, type ImportModule, importHnsw } from './importHnsw.js'

/** Options of {@link loadHnswIndex}. Names after Malkov and Yashunin, arXiv 1603.09320. Unknown keys are `option-unknown`. */
export interface HnswOptions {
  /** Links of a vector in each layer (M of the paper), 4 to 64. More: better recall, more memory. Default 16. */
  connections?: number
  /** Candidates looked at when a vector is linked in, 8 to 2,000. More: better graph, slower to build. Default 100. */
  efConstruction?: number
  /** Candidates kept while searching, 1 to 10,000; never fewer than the limit of a search. More: better recall, slower. Default 200. */
  efSearch?: number
  /** How the package is imported. Default: the runtime's `import()`. */
  importModule?: ImportModule
}

type Settings = Required<Omit<HnswOptions, 'importModule'>>

const DEFAULTS: Settings = { connections: 16, efConstruction: 100, efSearch: 200 }
const RANGES: Readonly<Record<keyof Settings, readonly [number, number]>> = {
  connections: [4, 64],
  efConstruction: [8, 2_000],
  efSearch: [1, 10_000],
}
/** Draws the layer of each vector. Fixed, so that the same vectors in the same order give the same graph. */
const SEED = 100

/**
 * An empty approximate index over hnswlib-node 3 (an optional peer) for vectors of `dimensions` values, 1 to 65,536.
 * It keeps a copy of all vectors beside the graph: similarities are computed from it, equal vectors and zeros are
 * kept out of the graph, and a search that the graph answers too shortly is scanned in full.
 * Throws `dependency-missing`, `option-unknown` and `option-invalid`.
 */
export async function loadHnswIndex(dimensions: number, options: HnswOptions = {}): Promise<VectorIndex> {
  const { importModule, ...given } = options
  const settings = parseSettings(given)
  const rows = new VectorRows(dimensions)
  return new HnswIndex(rows, await importHnsw(importModule), settings)
}

function parseSettings(given: Partial<Settings>): Settings {
  refuseUnknownOptions('The hnsw index', given, Object.keys(DEFAULTS))
  const settings = { ...DEFAULTS, ...given }
  for (const key of Object.keys(RANGES) as (keyof Settings)[]) checkInteger(key, settings[key], RANGES[key])
  return settings
}

class HnswIndex implements VectorIndex {
  readonly driver = 'hnsw'
  readonly #rows: VectorRows
  readonly #groups: VectorGroups
  readonly #graph: HnswGraph
  readonly #efSearch: number
  /** Vectors in the graph. */
  #linked = 0

  constructor(rows: VectorRows, Graph: HnswConstructor, settings: Settings) {
    this.#rows = rows
    this.#groups = new VectorGroups(rows)
    this.#efSearch = settings.efSearch
    this.#graph = new Graph('ip', rows.dimensions)
    const { connections: m, efConstruction } = settings
    this.#graph.initIndex({ maxElements: 16, m, efConstruction, randomSeed: SEED })
  }

  get dimensions(): number {
    return this.#rows.dimensions
  }

  get size(): number {
    return this.#rows.size
  }

  add(vectors: readonly Float32Array[]): void {
    const before = this.#rows.size
    this.#rows.append(vectors)
    try {
      this.#linked += this.#link(vectors, before)
    } catch (cause) {
      // Points of the failed call stay in the graph under positions that `search` ignores and a later add overwrites.
      this.#groups.truncate(before)
      this.#rows.truncate(before)
      throw failed(`refused ${vectors.length} more vectors beside its ${before}`, cause)
    }
  }

  search(query: Float32Array, limit: number): Neighbour[] {
    checkInteger('limit', limit, [0, Number.POSITIVE_INFINITY])
    if (limit === 0 || limit >= this.size) return this.#scan(query, limit)
    const zeros = this.#groups.zeros.slice(0, limit)
    const near = this.#nearGroups(query, Math.min(limit, this.#linked))
    if (near === undefined) return this.#scan(query, limit)
    return [...near.flatMap((first) => this.#groups.members(first)), ...zeros]
      .map((index) => ({ index, similarity: this.similarity(query, index) }))
      .sort(byRank)
      .slice(0, limit)
  }

  similarity(query: Float32Array, index: number): number {
    return this.#rows.similarity(query, index)
  }

  #scan(query: Float32Array, limit: number): Neighbour[] {
    return topNeighbours(this.#rows.scores(query), limit)
  }

  /** Links the first of each group among the positions from `from` on; how many those are. */
  #link(vectors: readonly Float32Array[], from: number): number {
    const wanted = from + vectors.length
    if (wanted > this.#graph.getMaxElements()) this.#graph.resizeIndex(wanted + (wanted >> 1))
    let linked = 0
    vectors.forEach((vector, i) => {
      if (!this.#groups.place(from + i)) return
      this.#graph.addPoint(Array.from(vector), from + i)
      linked++
    })
    return linked
  }

  /** First positions of the `count` nearest groups; undefined when the graph reaches fewer than that. */
  #nearGroups(query: Float32Array, count: number): number[] | undefined {
    if (count === 0) return []
    try {
      this.#graph.setEf(Math.max(this.#efSearch, count))
      const { neighbors } = this.#graph.searchKnn(Array.from(query), count)
      const known = neighbors.filter((position) => position < this.size)
      return known.length < count ? undefined : known
    } catch (cause) {
      throw failed(`could not search for ${count} neighbours among ${this.#linked}`, cause)
    }
  }
}

function failed(what: string, cause: unknown): CribError {
  const message = `The hnsw index ${what}; build it anew, or use the index \`exact\`.`
  return new CribError('index-failed', message, { details: { driver: 'hnsw' }, cause })
}
