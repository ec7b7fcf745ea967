import type { Embedder } from '../embed/Embedder.js'
import { CribError, throwIfAborted } from '../errors.js'
import type { Plan } from '../plan/Plan.js'
import type { Calibration, CalibrationSample } from '../rank/Calibration.js'
import type { Confusable, ConfusableOptions } from '../rank/Confusable.js'
import { cautionsOf } from '../rank/cautions.js'
import { explain } from '../rank/explain.js'
import type { Ranking } from '../rank/Ranking.js'
import { copiesByStandIn } from '../rank/standIns.js'
import type { Task } from '../rank/Task.js'
import type { FeedbackState } from '../rank/Vote.js'
import type { VoteMemory } from '../rank/VoteMemory.js'
import type { TokenCounter } from '../tokens/TokenCounter.js'
import { compileArguments } from '../tool/arguments/compileArguments.js'
import { type Catalog, type CatalogDiff, diffCatalogs } from '../tool/Catalog.js'
import type { StepRunner } from '../tool/runSteps.js'
import type { ToolSource } from '../tool/Tool.js'
import type { VectorIndex } from '../vector/VectorIndex.js'
import { attachSearch } from './attachSearch.js'
import { CatalogIndexer, type IndexedCatalog } from './CatalogIndexer.js'
import { CostKeeper } from './CostKeeper.js'
import type {
  ArgumentCheck,
  CalibrateOptions,
  Crib,
  FeedbackOptions,
  FeedbackReport,
  FeedbackVote,
  LabelledTask,
  RankOptions,
  SelectOptions,
  UpdateOptions,
} from './Crib.js'
import { calibrationOf } from './calibrationOf.js'
import { calibrationSamples } from './calibrationSamples.js'
import type { SearchedList } from './callSearch.js'
import { checkOptions } from './checkOptions.js'
import { checkTasks } from './checkTasks.js'
import { costReport } from './costReport.js'
import type { Discounted } from './Discounted.js'
import { DEFAULT_LIMIT } from './defaults.js'
import type { Defences } from './defences.js'
import type { Explanation } from './Explanation.js'
import { explainTool } from './explainTool.js'
import type { FeedbackKeeper } from './FeedbackKeeper.js'
import { findConfusable } from './findConfusable.js'
import { findDiscounted } from './findDiscounted.js'
import { type HandOutRequest, handOut } from './handOut.js'
import { knownTool } from './knownTool.js'
import type { NeedsKeeper } from './NeedsKeeper.js'
import {
  confusableOptionsSchema,
  rankOptionsSchema,
  selectOptionsSchema,
  signalOptionsSchema,
} from './optionSchemas.js'
import { type CribPlanOptions, planFor } from './planFor.js'
import { embedReferences } from './references.js'
import type { Selection } from './Selection.js'
import { scoreTask } from './scoreTask.js'
import type { Handout } from './selectTools.js'
import { sharedAmongServers } from './sharedAmongServers.js'
import { VectorSlots } from './VectorSlots.js'

/** The drivers of one engine, already chosen. */
export interface EngineParts {
  embedder: Embedder
  /** Closes the embedder where the engine owns it. */
  closeEmbedder: () => Promise<void>
  loadCounter: () => Promise<TokenCounter>
  createIndex: (expected: number) => Promise<VectorIndex>
  /** Throws or rejects as `createCatalog` throws; what the caller changes later does not reach the catalog. */
  readSources: (sources: readonly ToolSource[]) => Catalog | Promise<Catalog>
  /** Runs what grows with the catalog. */
  run: StepRunner
  /** Checked already: it belongs to the embedder. */
  calibration: Calibration | undefined
  /** Undefined: every tool is ranked as it describes itself. */
  defences: Defences | undefined
  needs: NeedsKeeper
  /** Undefined where no votes are taken. */
  feedback: FeedbackKeeper | undefined
}

/** The engine behind `createCrib`. */
export class Engine implements Crib {
  readonly #parts: EngineParts
  readonly #costs: CostKeeper
  readonly #indexer: CatalogIndexer
  #current: IndexedCatalog
  #calibration: Calibration | undefined
  #turns: Promise<unknown> = Promise.resolve()

  private constructor(parts: EngineParts, indexer: CatalogIndexer, current: IndexedCatalog) {
    this.#parts = parts
    this.#costs = new CostKeeper(parts.loadCounter, parts.run)
    this.#indexer = indexer
    this.#current = current
  }

  /** Builds an engine over a first catalog. */
  static async create(
    parts: EngineParts,
    sources: readonly ToolSource[],
    signal?: AbortSignal,
  ): Promise<Engine> {
    const catalog = await parts.readSources(sources)
    const references = await embedReferences(parts.embedder, parts.defences, signal)
    const vectors = new VectorSlots(parts.createIndex, parts.run)
    const indexer = new CatalogIndexer({ ...parts, vectors, references })
    const engine = new Engine(parts, indexer, await indexer.index(catalog, signal))
    if (parts.calibration !== undefined) engine.#use(parts.calibration)
    return engine
  }

  get catalog(): Catalog {
    return this.#current.catalog
  }

  get calibration() {
    const used = this.#calibrationUsed()
    return used === undefined ? undefined : { ...used, calibration: structuredClone(used.calibration) }
  }

  #calibrationUsed() {
    const calibration = this.#calibration
    if (calibration === undefined) return undefined
    return { calibration, stale: calibration.catalog !== this.catalog.revision }
  }

  async rank(task: Task, options: RankOptions = {}): Promise<Ranking> {
    checkOptions('rank', options, rankOptionsSchema)
    const current = this.#current
    const { rankable, slots } = current
    const { limit = DEFAULT_LIMIT, maxShare, intents, signal } = options
    // With a share, the tools of one server may stand at any number of places that others are to get.
    const depth = maxShare === undefined ? limit : rankable.tools.length
    const request = { filter: options, limit: depth, signal, intents, memory: this.#memoryFor(options) }
    const scores = await scoreTask(this.#parts.embedder, current, { task, request })
    const { items, query, text, fit, scorer, hidden } = scores
    const copies = copiesByStandIn(hidden)
    return {
      items: sharedAmongServers(items, limit, maxShare).map((item) => {
        const ranked = explain(item, scorer)
        const repeating = copies.get(item.position)
        if (repeating !== undefined) ranked.copies = repeating.map((position) => rankable.tools[position]!.id)
        return ranked
      }),
      fit: fit.probability,
      cautions: cautionsOf(query),
      task: text,
      index: slots.index.driver,
      embedder: this.#parts.embedder.id,
    }
  }

  async select(task: Task, options: SelectOptions = {}): Promise<Selection> {
    checkOptions('select', options, selectOptionsSchema)
    const current = this.#current
    const handout = await this.#handOut(current, { task, options, memory: this.#memoryFor(options) })
    const select: SearchedList['select'] = async (wish, given) => {
      const { catalog } = this
      return { selection: await this.select(wish, { ...options, ...given }), catalog }
    }
    attachSearch(handout, select)
    return handout.selection
  }

  async explain(task: Task, toolId: string, options: SelectOptions = {}): Promise<Explanation> {
    checkOptions('explain', options, selectOptionsSchema)
    const current = this.#current
    const { id } = knownTool(current.catalog, toolId)
    // Votes that come while it is explained must not tell the selection from its explanation.
    const memory = this.#memoryFor(options)?.snapshot()
    const handout = await this.#handOut(current, { task, options, memory })
    return explainTool(this.#parts.embedder, current, { task, id, options, handout, memory })
  }

  #handOut(current: IndexedCatalog, request: HandOutRequest): Promise<Handout> {
    const { embedder, needs } = this.#parts
    const parts = { embedder, needs, costs: this.#costs, calibration: this.#calibrationUsed() }
    return handOut(parts, current, request)
  }

  async calibrationSamples(
    tasks: readonly LabelledTask[],
    options: CalibrateOptions = {},
  ): Promise<CalibrationSample[]> {
    checkOptions('calibrate', options, signalOptionsSchema)
    return calibrationSamples(this.#parts.embedder, this.#current, {
      tasks: checkTasks(tasks),
      signal: options.signal,
    })
  }

  /** Waits for updates that were asked for before, so that it is the new catalog that is calibrated. */
  async calibrate(tasks: readonly LabelledTask[], options: CalibrateOptions = {}): Promise<Calibration> {
    const given = checkTasks(tasks)
    return this.#inTurn(async () => {
      const samples = await this.calibrationSamples(given, options)
      const calibration = calibrationOf(samples, {
        catalog: this.catalog.revision,
        embedder: this.#parts.embedder.id,
      })
      this.#use(calibration)
      return structuredClone(calibration)
    })
  }

  /** Votes are taken in the order of the calls, after updates that were asked for before. */
  async feedback(vote: FeedbackVote, options: FeedbackOptions = {}): Promise<FeedbackReport> {
    checkOptions('feedback', options, signalOptionsSchema)
    const take = this.#feedback().receive(vote)
    return this.#inTurn(async () => {
      throwIfAborted(options.signal)
      return take(this.#current, options.signal)
    })
  }

  exportFeedback(): FeedbackState {
    return this.#feedback().export()
  }

  clearFeedback(): void {
    this.#feedback().clear()
  }

  async confusable(options: ConfusableOptions = {}): Promise<Confusable> {
    checkOptions('confusable', options, confusableOptionsSchema)
    throwIfAborted(options.signal)
    return findConfusable(this.#parts.embedder, this.#current, options)
  }

  discounted(): Discounted {
    return findDiscounted(this.#current)
  }

  async plan(options: CribPlanOptions): Promise<Plan> {
    const { catalog } = this.#current
    return planFor(catalog, await this.#costs.costs(catalog), options)
  }

  async cost() {
    const { catalog } = this.#current
    return costReport(catalog, await this.#costs.costs(catalog))
  }

  async validate(toolId: string, args: unknown): Promise<ArgumentCheck> {
    const compiled = await compileArguments(knownTool(this.catalog, toolId))
    return compiled.ok
      ? { checked: true, errors: compiled.validate(args) }
      : { checked: false, reason: compiled.reason }
  }

  /** Updates run one after another, in the order of the calls; selections meanwhile use the catalog before. */
  async update(sources: readonly ToolSource[], options: UpdateOptions = {}): Promise<CatalogDiff> {
    checkOptions('update', options, signalOptionsSchema)
    throwIfAborted(options.signal)
    const read = Promise.resolve(this.#parts.readSources(sources))
    read.catch(() => {})
    return this.#inTurn(async () => {
      const catalog = await read
      throwIfAborted(options.signal)
      const before = this.#current.catalog
      this.#current = await this.#indexer.index(catalog, options.signal)
      if (this.#calibration !== undefined) this.#use(this.#calibration)
      return diffCatalogs(before, catalog)
    })
  }

  async close(): Promise<void> {
    await this.#parts.closeEmbedder()
  }

  #feedback(): FeedbackKeeper {
    if (this.#parts.feedback !== undefined) return this.#parts.feedback
    throw new CribError(
      'feedback-off',
      'This engine takes no feedback. Give createCrib the option feedback: true, or what exportFeedback returned.',
    )
  }

  #memoryFor({ feedback }: { feedback?: boolean | undefined }): VoteMemory | undefined {
    if (feedback === false) return undefined
    return feedback === true ? this.#feedback().memory : this.#parts.feedback?.memory
  }

  #use(calibration: Calibration): void {
    this.#calibration = calibration
    const { rankable } = this.#current
    this.#current = { ...this.#current, rankable: { ...rankable, confidence: calibration.confidence } }
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const run = this.#turns.then(work)
    this.#turns = run.catch(() => undefined)
    return run
  }
}
