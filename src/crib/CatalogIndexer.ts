import type { Embedder } from '../embed/Embedder.js'
import { sha256 } from '../hash.js'
import { Bm25Index } from '../lexical/Bm25Index.js'
import { DEFAULT_BM25 } from '../lexical/Bm25Options.js'
import { type LexicalDocument, lexicalDocument } from '../lexical/LexicalDocument.js'
import type { Cohort } from '../rank/Cohort.js'
import type { RankableCatalog } from '../rank/RankableCatalog.js'
import type { Catalog } from '../tool/Catalog.js'
import { embeddingTexts } from '../tool/embeddingTexts.js'
import type { Tool } from '../tool/Tool.js'
import { type ToolFields, toolFields } from '../tool/toolFields.js'
import { STEADY } from './confidenceModels.js'
import { FUSION } from './defaults.js'
import { embedTexts } from './embedTexts.js'
import type { SlotMap, VectorSlots } from './VectorSlots.js'

/** What was computed for one tool's content and is kept while that content stays. */
interface Prepared {
  fields: ToolFields
  document: LexicalDocument
}

/** Everything that answers tasks over one catalog. Immutable: an update makes a new one. */
export interface IndexedCatalog {
  catalog: Catalog
  rankable: RankableCatalog
  slots: SlotMap
}

/** Builds indexes and remembers, by content, what need not be computed again. */
export class CatalogIndexer {
  readonly #embedder: Embedder
  readonly #vectors: VectorSlots
  #prepared = new Map<string, Prepared>()
  #embedded = new Map<string, Float32Array>()

  constructor(embedder: Embedder, vectors: VectorSlots) {
    this.#embedder = embedder
    this.#vectors = vectors
  }

  /** Indexes a catalog. Only tools whose content is new are split into terms and embedded. */
  async index(catalog: Catalog, cohort: Cohort, signal: AbortSignal | undefined): Promise<IndexedCatalog> {
    const prepared = new Map(
      catalog.tools.map((tool) => [tool.hash, this.#prepared.get(tool.hash) ?? prepare(tool)]),
    )
    const parts = catalog.tools.map((tool) => prepared.get(tool.hash)!)
    const texts = keyed(
      embeddingTexts(
        catalog.tools,
        parts.map((part) => part.fields),
      ),
    )
    const embedded = await this.#embed(texts, signal)
    const lexical = new Bm25Index(
      parts.map((part) => part.document),
      DEFAULT_BM25,
    )
    const slots = await this.#vectors.sync(texts.keys, (key) => embedded.get(key)!)
    this.#prepared = prepared
    this.#embedded = embedded
    return {
      catalog,
      slots,
      rankable: { tools: catalog.tools, lexical, cohort, fusion: FUSION, confidence: STEADY },
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

function prepare(tool: Tool): Prepared {
  const fields = toolFields(tool)
  return { fields, document: lexicalDocument(fields) }
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
