import type { Embedder } from '../embed/Embedder.js'
import { sha256 } from '../hash.js'
import { Bm25Index } from '../lexical/Bm25Index.js'
import { DEFAULT_BM25 } from '../lexical/Bm25Options.js'
import { findNearCopies } from '../rank/findNearCopies.js'
import type { RankableCatalog } from '../rank/RankableCatalog.js'
import type { Catalog } from '../tool/Catalog.js'
import { embeddingTexts } from '../tool/embeddingTexts.js'
import { runSteps, type StepRunner, type Steps } from '../tool/runSteps.js'
import { STEADY } from './confidenceModels.js'
import { FUSION } from './defaults.js'
import { embedTexts } from './embedTexts.js'
import { type PreparedTool, prepareTool } from './prepareTool.js'
import type { References } from './references.js'
import type { SlotMap, VectorSlots } from './VectorSlots.js'

/** Everything that answers tasks over one catalog. Immutable: an update makes a new one. */
export interface IndexedCatalog {
  catalog: Catalog
  rankable: RankableCatalog
  slots: SlotMap
  /** By position. */
  prepared: readonly PreparedTool[]
  /** Of the embedded text of each tool, by position. */
  vectors: readonly Float32Array[]
}

/** What an indexer works with. */
export interface IndexerParts {
  embedder: Embedder
  vectors: VectorSlots
  references: References
  /** Runs what grows with the catalog. Default: all at once. */
  run?: StepRunner
}

/** Builds indexes and remembers, by content, what need not be computed again. */
export class CatalogIndexer {
  readonly #embedder: Embedder
  readonly #vectors: VectorSlots
  readonly #references: References
  readonly #run: StepRunner
  #prepared = new Map<string, PreparedTool>()
  #embedded = new Map<string, Float32Array>()

  constructor({ embedder, vectors, references, run = runSteps }: IndexerParts) {
    this.#embedder = embedder
    this.#vectors = vectors
    this.#references = references
    this.#run = run
  }

  /** Indexes a catalog. Only tools whose content is new are split into terms and embedded. */
  async index(catalog: Catalog, signal: AbortSignal | undefined): Promise<IndexedCatalog> {
    const { byHash, prepared, texts } = await this.#run(this.#prepare(catalog))
    const embedded = await this.#embed(texts, signal)
    const slots = await this.#vectors.sync(texts.keys, (key) => embedded.get(key)!)
    const vectors = texts.keys.map((key) => embedded.get(key)!)
    const rankable = await this.#run(this.#rankable(catalog, prepared, vectors))
    this.#prepared = byHash
    this.#embedded = embedded
    return { catalog, slots, prepared, vectors, rankable }
  }

  *#prepare(catalog: Catalog): Steps<Prepared> {
    const defences = this.#references.defended?.defences
    const byHash = new Map<string, PreparedTool>()
    for (const tool of catalog.tools) {
      byHash.set(tool.hash, this.#prepared.get(tool.hash) ?? prepareTool(tool, defences))
      yield
    }
    const prepared = catalog.tools.map((tool) => byHash.get(tool.hash)!)
    const fields = prepared.map((tool) => tool.fields)
    return { byHash, prepared, texts: keyed(embeddingTexts(catalog.tools, fields)) }
  }

  *#rankable(
    catalog: Catalog,
    prepared: readonly PreparedTool[],
    vectors: readonly Float32Array[],
  ): Steps<RankableCatalog> {
    const { cohort, defended } = this.#references
    const lexical = new Bm25Index(
      prepared.map((tool) => tool.document),
      DEFAULT_BM25,
    )
    yield
    const rankable = { tools: catalog.tools, lexical, cohort, fusion: FUSION, confidence: STEADY }
    if (defended === undefined) return rankable
    const compared = catalog.tools.map(({ server }, position) => ({
      server,
      wording: prepared[position]!.wording,
      vector: vectors[position]!,
    }))
    const hubs = new Float32Array(vectors.length)
    for (const [position, vector] of vectors.entries()) {
      hubs[position] = defended.hubness.of(vector)
      yield
    }
    return {
      ...rankable,
      hubs,
      copies: findNearCopies(compared, catalog.registered),
    }
  }

  async #embed(texts: EmbeddedTexts, signal: AbortSignal | undefined): Promise<Map<string, Float32Array>> {
    const missing = [...texts.byKey].filter(([key]) => !this.#embedded.has(key))
    const vectors =
      missing.length === 0
        ? []
        : await embedTexts(
            this.#embedder,
            missing.map(([, text]) => text),
            { kind: 'tool', signal },
          )
    const fresh = new Map(missing.map(([key], index) => [key, vectors[index]!]))
    return new Map([...texts.byKey.keys()].map((key) => [key, this.#embedded.get(key) ?? fresh.get(key)!]))
  }
}

interface Prepared {
  byHash: Map<string, PreparedTool>
  /** By position. */
  prepared: PreparedTool[]
  texts: EmbeddedTexts
}

interface EmbeddedTexts {
  /** Hash of the embedded text of each tool, by position. */
  keys: string[]
  byKey: Map<string, string>
}

function keyed(texts: readonly string[]): EmbeddedTexts {
  const keys = texts.map(sha256)
  return { keys, byKey: new Map(keys.map((key, position) => [key, texts[position]!])) }
}
