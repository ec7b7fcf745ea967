import type { Embedder } from '../embed/Embedder.js'
import { sha256 } from '../hash.js'
import { Bm25Index } from '../lexical/Bm25Index.js'
import { DEFAULT_BM25 } from '../lexical/Bm25Options.js'
import { findNearCopies } from '../rank/findNearCopies.js'
import type { RankableCatalog } from '../rank/RankableCatalog.js'
import type { Catalog } from '../tool/Catalog.js'
import { embeddingTexts } from '../tool/embeddingTexts.js'
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

/** Builds indexes and remembers, by content, what need not be computed again. */
export class CatalogIndexer {
  readonly #embedder: Embedder
  readonly #vectors: VectorSlots
  readonly #references: References
  #prepared = new Map<string, PreparedTool>()
  #embedded = new Map<string, Float32Array>()

  constructor(embedder: Embedder, vectors: VectorSlots, references: References) {
    this.#embedder = embedder
    this.#vectors = vectors
    this.#references = references
  }

  /** Indexes a catalog. Only tools whose content is new are split into terms and embedded. */
  async index(catalog: Catalog, signal: AbortSignal | undefined): Promise<IndexedCatalog> {
    const defences = this.#references.defended?.defences
    const byHash = new Map(
      catalog.tools.map((tool) => [tool.hash, this.#prepared.get(tool.hash) ?? prepareTool(tool, defences)]),
    )
    const prepared = catalog.tools.map((tool) => byHash.get(tool.hash)!)
    const texts = keyed(
      embeddingTexts(
        catalog.tools,
        prepared.map((tool) => tool.fields),
      ),
    )
    const embedded = await this.#embed(texts, signal)
    const slots = await this.#vectors.sync(texts.keys, (key) => embedded.get(key)!)
    const vectors = texts.keys.map((key) => embedded.get(key)!)
    this.#prepared = byHash
    this.#embedded = embedded
    return { catalog, slots, prepared, vectors, rankable: this.#rankable(catalog, prepared, vectors) }
  }

  #rankable(
    catalog: Catalog,
    prepared: readonly PreparedTool[],
    vectors: readonly Float32Array[],
  ): RankableCatalog {
    const { cohort, defended } = this.#references
    const lexical = new Bm25Index(
      prepared.map((tool) => tool.document),
      DEFAULT_BM25,
    )
    const rankable = { tools: catalog.tools, lexical, cohort, fusion: FUSION, confidence: STEADY }
    if (defended === undefined) return rankable
    const compared = catalog.tools.map(({ server }, position) => ({
      server,
      wording: prepared[position]!.wording,
      vector: vectors[position]!,
    }))
    return {
      ...rankable,
      hubs: Float32Array.from(vectors, (vector) => defended.hubness.of(vector)),
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

interface EmbeddedTexts {
  /** Hash of the embedded text of each tool, by position. */
  keys: string[]
  byKey: Map<string, string>
}

function keyed(texts: readonly string[]): EmbeddedTexts {
  const keys = texts.map(sha256)
  return { keys, byKey: new Map(keys.map((key, position) => [key, texts[position]!])) }
}
