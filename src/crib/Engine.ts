import type { Selection } from '../budget/Selection.js'
import type { Embedder } from '../embed/Embedder.js'
import { CribError, throwIfAborted } from '../errors.js'
import { Cohort } from '../rank/Cohort.js'
import type { Confusable, ConfusableOptions } from '../rank/Confusable.js'
import { cohortTexts } from '../rank/cohortTexts.js'
import { explain } from '../rank/explain.js'
import { nothingFits } from '../rank/nothingFits.js'
import type { Ranking } from '../rank/Ranking.js'
import { type ScoredTool, scoreTools } from '../rank/scoreTools.js'
import type { Task } from '../rank/Task.js'
import { taskTexts } from '../rank/taskTexts.js'
import type { TokenCounter } from '../tokens/TokenCounter.js'
import {
  type Catalog,
  type CatalogDiff,
  createCatalog,
  diffCatalogs,
  type InvalidTools,
} from '../tool/Catalog.js'
import { compileFilter, type Filter } from '../tool/Filter.js'
import type { ToolSource } from '../tool/Tool.js'
import type { VectorIndex } from '../vector/VectorIndex.js'
import { CatalogIndexer, type IndexedCatalog } from './CatalogIndexer.js'
import { CostKeeper } from './CostKeeper.js'
import type { Crib, RankOptions, SelectOptions, UpdateOptions } from './Crib.js'
import { checkOptions } from './checkOptions.js'
import { DEFAULT_LIMIT, SPARE_CANDIDATES } from './defaults.js'
import { denseSignal, intentSignal } from './denseSignal.js'
import { embedTexts } from './embedTexts.js'
import { findConfusable } from './findConfusable.js'
import {
  confusableOptionsSchema,
  rankOptionsSchema,
  selectOptionsSchema,
  updateOptionsSchema,
} from './optionSchemas.js'
import { pinnedIds } from './pinnedIds.js'
import { selectTools } from './selectTools.js'
import { taskQuery } from './taskQuery.js'
import { VectorSlots } from './VectorSlots.js'

/** The drivers of one engine, already chosen. */
export interface EngineParts {
  embedder: Embedder
  /** Closes the embedder where the engine owns it. */
  closeEmbedder: () => Promise<void>
  loadCounter: () => Promise<TokenCounter>
  createIndex: (expected: number) => Promise<VectorIndex>
  invalidTools: InvalidTools
}

/** The engine behind `createCrib`. */
export class Engine implements Crib {
  readonly #parts: EngineParts
  readonly #costs: CostKeeper
  readonly #indexer: CatalogIndexer
  readonly #cohort: Cohort
  #current: IndexedCatalog
  #updates: Promise<unknown> = Promise.resolve()

  private constructor(
    parts: EngineParts,
    cohort: Cohort,
    start: { indexer: CatalogIndexer; current: IndexedCatalog },
  ) {
    this.#parts = parts
    this.#cohort = cohort
    this.#costs = new CostKeeper(parts.loadCounter)
    this.#indexer = start.indexer
    this.#current = start.current
  }

  /** Builds an engine over a first catalog. */
  static async create(
    parts: EngineParts,
    sources: readonly ToolSource[],
    signal?: AbortSignal,
  ): Promise<Engine> {
    const catalog = createCatalog(sources, parts.invalidTools)
    const cohort = new Cohort(await embedTexts(parts.embedder, cohortTexts(), { kind: 'tool', signal }))
    const indexer = new CatalogIndexer(parts.embedder, new VectorSlots(parts.createIndex))
    return new Engine(parts, cohort, { indexer, current: await indexer.index(catalog, cohort, signal) })
  }

  get catalog(): Catalog {
    return this.#current.catalog
  }

  async rank(task: Task, options: RankOptions = {}): Promise<Ranking> {
    checkOptions('rank', options, rankOptionsSchema)
    const current = this.#current
    const { rankable, slots } = current
    const request = { filter: options, limit: options.limit ?? DEFAULT_LIMIT, signal: options.signal }
    const { scored, query, text } = await this.#score(current, task, request)
    const items = scored.map((item) => explain(rankable, query, item))
    return { items, task: text, index: slots.index.driver, embedder: this.#parts.embedder.id }
  }

  async select(task: Task, options: SelectOptions = {}): Promise<Selection> {
    checkOptions('select', options, selectOptionsSchema)
    const current = this.#current
    const { catalog, rankable, slots } = current
    const pinned = pinnedIds(catalog, options.pinned ?? [])
    const limit = (options.maxTools ?? DEFAULT_LIMIT) + SPARE_CANDIDATES
    const request = { filter: options, limit, signal: options.signal, pinned }
    const { scored, query, text, ranked } = await this.#score(current, task, request)
    const costs = await this.#costs.costs(catalog)
    throwIfAborted(options.signal)
    const input = {
      catalog,
      costs,
      scored,
      explain: (item: ScoredTool) => explain(rankable, query, item),
      task: text,
      index: slots.index.driver,
      pinned,
      nothingFits: nothingFits(scored, ranked),
    }
    return selectTools(input, options)
  }

  async confusable(options: ConfusableOptions = {}): Promise<Confusable> {
    checkOptions('confusable', options, confusableOptionsSchema)
    throwIfAborted(options.signal)
    return findConfusable(this.#parts.embedder, this.#current, options)
  }

  async cost() {
    const { catalog } = this.#current
    const { counter, itemOf, total } = await this.#costs.costs(catalog)
    return {
      total,
      counter: counter.name,
      tools: new Map(catalog.tools.map(({ id }) => [id, itemOf(id).tokens])),
    }
  }

  /** Updates run one after another, in the order of the calls; selections meanwhile use the catalog before. */
  update(sources: readonly ToolSource[], options: UpdateOptions = {}): Promise<CatalogDiff> {
    const run = this.#updates.then(async () => {
      checkOptions('update', options, updateOptionsSchema)
      throwIfAborted(options.signal)
      const before = this.#current.catalog
      const catalog = createCatalog(sources, this.#parts.invalidTools)
      this.#current = await this.#indexer.index(catalog, this.#cohort, options.signal)
      return diffCatalogs(before, catalog)
    })
    this.#updates = run.catch(() => undefined)
    return run
  }

  async close(): Promise<void> {
    await this.#parts.closeEmbedder()
  }

  async #score(current: IndexedCatalog, task: Task, request: RankRequest) {
    const { catalog, rankable, slots } = current
    if (catalog.tools.length === 0) {
      throw new CribError(
        'tools-empty',
        'No tool is registered, so nothing can be ranked. Give tools in `sources` or call update().',
      )
    }
    const texts = taskTexts(task)
    const { whole: query, intents } = await taskQuery(this.#parts.embedder, texts, request.signal)
    const dense = denseSignal(slots, query.vector)
    const wishes = intents.map((intent) => ({ ...intent, dense: intentSignal(slots, intent.query.vector) }))
    const allowed = compileFilter(request.filter)
    const limits = { limit: request.limit, allowed, always: request.pinned }
    const scored = scoreTools(rankable, query, { dense, limits, intents: wishes })
    const ranked = allowed === undefined ? catalog.tools.length : catalog.tools.filter(allowed).length
    return { scored, query, ranked, text: texts.map((part) => part.text).join('\n') }
  }
}

interface RankRequest {
  filter: Filter
  limit: number
  signal: AbortSignal | undefined
  /** Ids that are ranked whatever the filter and limit say. */
  pinned?: ReadonlySet<string>
}
