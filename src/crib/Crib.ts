import type { Embedder } from '../embed/Embedder.js'
import type { QueryRow } from '../eval/QueryRow.js'
import type { Plan } from '../plan/Plan.js'
import type { Calibration, CalibrationSample } from '../rank/Calibration.js'
import type { Confusable, ConfusableOptions } from '../rank/Confusable.js'
import type { Ranking } from '../rank/Ranking.js'
import type { RecallGuarantee } from '../rank/recallThreshold.js'
import type { Task } from '../rank/Task.js'
import type { FeedbackState, VoteOutcome } from '../rank/Vote.js'
import type { SessionState } from '../session/SessionState.js'
import type { TokenCounter } from '../tokens/TokenCounter.js'
import type { ArgumentError } from '../tool/arguments/compileArguments.js'
import type { Catalog, CatalogDiff, InvalidTools } from '../tool/Catalog.js'
import type { Filter } from '../tool/Filter.js'
import type { Level } from '../tool/Level.js'
import type { ToolDefinition, ToolSource } from '../tool/Tool.js'
import type { Discounted } from './Discounted.js'
import type { Explanation } from './Explanation.js'
import type { CribPlanOptions } from './planFor.js'
import type { Selection } from './Selection.js'

/** Options of `createCrib`. Unknown keys are the error `option-unknown`. */
export interface CribOptions {
  /** Tools by server. May be empty here and filled by `update`. */
  sources: readonly ToolSource[]
  /**
   * `static` (bundled, default); with the optional peer `transformers` (table and transformer, for tools and tasks) or
   * `asymmetric` (the transformer for tools only); or an embedder of your own.
   */
  embedder?: 'static' | 'transformers' | 'asymmetric' | Embedder | undefined
  /** `auto` (default: exact up to 20,000 tools, then hnsw if hnswlib-node is installed), `exact`, `hnsw`. */
  index?: 'auto' | 'exact' | 'hnsw' | undefined
  /** `o200k_base` (default), `cl100k_base`, `estimate`, or a counter of your own. */
  tokenizer?: 'o200k_base' | 'cl100k_base' | 'estimate' | TokenCounter | undefined
  /** `error` (default) refuses all sources when one definition does not parse; `skip` lists it in `catalog.rejected`. */
  invalidTools?: InvalidTools | undefined
  /**
   * What `calibrate` returned, for this catalog or an earlier state of it. One of another embedder rejects with
   * `calibration-mismatch`, one that does not parse with `calibration-invalid`. Default: confidence as it is out of the box.
   */
  calibration?: Calibration | undefined
  /**
   * `on` (default): texts that are written to be chosen rather than to describe count less, and near-copies of tools are
   * left out of rankings (docs/robustness.md). `off`: every tool is ranked as it describes itself.
   */
  defences?: 'on' | 'off' | undefined
  /**
   * How tools are called on the wire. `auto` (default): `<server>__<tool>` with several servers, else the tool's own name.
   * `always`: `<server>__<tool>` with one server too, so that no name depends on which servers there are; where two tools
   * would then share a name all the same, the later one is refused with `tool-duplicate`.
   */
  prefix?: 'auto' | 'always' | undefined
  /**
   * Lets votes of the host (`crib.feedback`) shift later rankings: `true` begins without any, what `exportFeedback` returned
   * goes on from there. State of another embedder rejects with `feedback-mismatch`, state that does not parse with
   * `feedback-invalid`. Default false: nothing is remembered, and votes are refused.
   */
  feedback?: boolean | FeedbackState | undefined
  /**
   * What tools need of others, by id: `{ 'pay/refund': ['pay/find_charge'] }` hands out `find_charge` with `refund`. Added to
   * what the definitions say (docs/packing.md). Ids that the catalog lacks
   * count for nothing. Default: none.
   */
  requires?: Readonly<Record<string, readonly string[]>> | undefined
  /** Aborting rejects with `aborted`. */
  signal?: AbortSignal | undefined
}

/** Options of `rank`. */
export interface RankOptions extends Filter {
  /** How many tools to return, 1 or more. Default 10. */
  limit?: number | undefined
  /** Most of `limit` that tools of one server may take up, 0 to 1, at least one tool. Default: no limit. */
  maxShare?: number | undefined
  /**
   * `false` ranks this once as without votes. `true` where the engine takes none rejects with `feedback-off`. Default: as
   * the engine was made.
   */
  feedback?: boolean | undefined
  /**
   * `cover` (default): a task with several wishes gets a tool for each before a second for any. `one`: the task is one wish,
   * and tools are ranked by the whole of it.
   */
  intents?: 'cover' | 'one' | undefined
  /** Aborting rejects with `aborted`. */
  signal?: AbortSignal | undefined
}

/** Options of `select`. */
export interface SelectOptions extends Filter {
  /** Most tokens that the serialised list may have, 0 or more. Default: no limit. */
  maxTokens?: number | undefined
  /**
   * Counts tokens as this model is billed for tools, in its provider's form and with its hidden prompt: `claude-opus-5-5`. The
   * limit is checked on the upper bound where one is known; `tokens.billed` says what is. An unknown model rejects with
   * `model-unknown`. Default: the list as JSON, counted by the engine's tokenizer.
   */
  billedAs?: string | undefined
  /**
   * Most definitions to hand out, 0 or more, pinned ones and the search tool included. Default: 10 tools, 120 with
   * `targetRecall`, and the search tool.
   */
  maxTools?: number | undefined
  /**
   * Levels of detail that tools may be handed out at; which of them each tool gets follows from `maxTokens`. Without that,
   * every tool gets the first of full, compact, signature, name that is given. Default `full`, `compact` and `signature`:
   * those that a model can call from.
   */
  levels?: readonly Level[] | undefined
  /**
   * Tools of a lower confidence are not handed out, the best one aside, 0 to 1. Default 0.03. Not with `targetRecall`,
   * which sets its own bar.
   */
  minConfidence?: number | undefined
  /**
   * The way back: a tool `search_tools` in the list, by which the model finds what it was not given. `auto` (default): where
   * something was left out, unless that would displace the best tool or a wish's only one. `on`: always; limits below its size reject with
   * `pins-over-budget`. `off`: never.
   */
  search?: 'auto' | 'on' | 'off' | undefined
  /**
   * What was handed out before in this conversation: it stays in place, byte for byte, and new tools are put behind it
   * (docs/sessions.md). Begin with `createSessionState()` and go on with `selection.session`. Default: every selection stands
   * alone.
   */
  session?: SessionState | undefined
  /**
   * Most of `maxTools` that tools of one server may take up, 0 to 1, at least one tool: bounds what one server that games
   * the ranking can gain. Pinned tools count and are handed out all the same. Default: no limit.
   */
  maxShare?: number | undefined
  /**
   * Tools that are always handed out, by id or wire name, even where a filter leaves them out. They count against both
   * limits. Default: none.
   */
  pinned?: readonly string[] | undefined
  /**
   * Definitions of the host's own: they stand first in `tools`, in this order, and count against both limits, but are never
   * ranked. Over the limits alone they reject with `pins-over-budget`; a name that another tool of the list has rejects with
   * `option-invalid`. In a session give the same each turn, or the list breaks at its head. Default: none.
   */
  own?: readonly ToolDefinition[] | undefined
  /**
   * Hands out as many tools as the task needs for this recall, instead of the best few. Limits win where they are
   * lower, and the selection says so. Default: none.
   */
  targetRecall?: TargetRecall | undefined
  /**
   * `false` ranks this once as without votes. `true` where the engine takes none rejects with `feedback-off`. Default: as
   * the engine was made.
   */
  feedback?: boolean | undefined
  /**
   * `cover` (default): a task with several wishes gets a tool for each before a second for any. `one`: the task is one wish,
   * and tools are ranked by the whole of it.
   */
  intents?: 'cover' | 'one' | undefined
  /** Aborting rejects with `aborted`. */
  signal?: AbortSignal | undefined
}

/** How much of what a task needs is to be in the selection. */
export interface TargetRecall {
  /** Share of the tools that tasks need, above 0 and below 1. */
  value: number
  /**
   * `mean`: reached on average over tasks like those of the calibration; without one, an estimate from public sets.
   * `lower95`: reached on average with a confidence of 95 %; without a calibration rejects with `calibration-missing`.
   */
  guarantee: RecallGuarantee
}

/** A task with the tools that it needs, by id. */
export type LabelledTask = Pick<QueryRow, 'text' | 'history' | 'gold' | 'anyOf' | 'alternatives'>

/** Options of `calibrate`. */
export interface CalibrateOptions {
  /** Aborting rejects with `aborted`; nothing is changed then. */
  signal?: AbortSignal | undefined
}

/** How a tool did for a task, as the host has seen it. */
export interface FeedbackVote {
  /** The task, in the form in which it is ranked. */
  task: Task
  /** Id of the tool, as `rank` and `select` return it. */
  toolId: string
  /** `good`: it was what the task needed; `bad`: it was not. */
  outcome: VoteOutcome
}

/** What became of a vote. */
export interface FeedbackReport {
  /** False where the embedder knows no word of the task (nothing could ever be near it), and where votes were cleared since. */
  remembered: boolean
  /** Votes that are remembered, at most 5,000; the oldest go first. */
  votes: number
  /** How far votes count, 0 to 1: less where they have foretold later votes badly. */
  trust: number
}

/** Options of `feedback`. */
export interface FeedbackOptions {
  /** Aborting rejects with `aborted`; nothing is remembered then. */
  signal?: AbortSignal | undefined
}

/** What is wrong with the arguments of a call; `errors` is empty where nothing is. */
export type ArgumentCheck =
  | { checked: true; errors: ArgumentError[] }
  /** The tool's schema cannot be compiled, so nothing is known. `reason` says why. */
  | { checked: false; reason: string }

/** Options of `update`. */
export interface UpdateOptions {
  /** Aborting rejects with `aborted`. */
  signal?: AbortSignal | undefined
}

/** The engine over one catalog. Make one with `createCrib`. */
export interface Crib {
  /** The tools as of the last update. */
  readonly catalog: Catalog
  /** A copy of the calibration in use; `stale` when the catalog has changed since. Undefined without one. */
  readonly calibration: { readonly calibration: Calibration; readonly stale: boolean } | undefined
  /**
   * Ranks all tools and packs the best into the limits. Rejects with `task-empty`, `task-invalid`, `tools-empty`,
   * `pin-unknown`, `pins-over-budget`, `session-invalid`, `glob-invalid`, `embedder-failed`, `aborted`, and for bad options as
   * `createCrib`.
   */
  select(task: Task, options?: SelectOptions): Promise<Selection>
  /**
   * Why one tool was handed out or not, by id or wire name, for the same task and options as `select`: what its score is
   * made of, which words of the task lift it, and what displaced it. Rejects with `tool-unknown`, and as `select` does.
   */
  explain(task: Task, toolId: string, options?: SelectOptions): Promise<Explanation>
  /** The ranking alone. Rejects as `select` does, pins aside. */
  rank(task: Task, options?: RankOptions): Promise<Ranking>
  /**
   * Replaces the catalog; re-indexes only tools whose content changed. On an error nothing changes: it rejects with
   * `tool-invalid`, `tool-too-large` or `tool-duplicate` (unless `invalidTools` is `skip`), `embedder-failed`, `aborted`.
   */
  update(sources: readonly ToolSource[], options?: UpdateOptions): Promise<CatalogDiff>
  /**
   * Fits confidence to this catalog by labelled tasks (20 or more with gold; 100 are a good number) and uses it from then
   * on. Returns plain JSON to keep and give to `createCrib`. Rejects with `calibration-invalid` for too few tasks or an
   * unknown gold id, and as `rank` does.
   */
  calibrate(tasks: readonly LabelledTask[], options?: CalibrateOptions): Promise<Calibration>
  /** What `calibrate` fits on, for evaluations of one's own with `calibrationOf`; tasks without gold are left out. */
  calibrationSamples(tasks: readonly LabelledTask[], options?: CalibrateOptions): Promise<CalibrationSample[]>
  /**
   * The tools that the ranker can hardly tell apart on their own names and descriptions, with the words that would
   * separate them. The embedder is asked for two texts of every tool. A catalog of fewer than two tools has no pairs.
   * Rejects with `option-unknown`, `option-invalid`, `embedder-failed`, `aborted`.
   */
  confusable(options?: ConfusableOptions): Promise<Confusable>
  /** The tools whose texts are written to be chosen, and what the ranking leaves out of them; empty with `defences: 'off'`. */
  discounted(): Discounted
  /**
   * Remembers how a tool did for a task; later rankings of similar tasks shift by it, within bounds: no tool falls more than
   * five ranks below its place without votes. A second vote on the same task and tool replaces the first. A vote holds for
   * the definition that it was given on. Rejects with `feedback-off`, `feedback-invalid`, and as `rank` does.
   */
  feedback(vote: FeedbackVote, options?: FeedbackOptions): Promise<FeedbackReport>
  /** All votes as plain JSON, without the tasks' texts, to keep and give to `createCrib`. Throws `feedback-off`. */
  exportFeedback(): FeedbackState
  /** Forgets all votes, and how they did. Throws `feedback-off`. */
  clearFeedback(): void
  /**
   * What a conversation over this catalog costs under each way to give a model its tools, where they change places, and
   * which to take; says plainly where selection does not pay (docs/plan.md). Rejects with `tools-empty`,
   * `option-unknown`, `option-invalid`, `price-unknown`.
   */
  plan(options: CribPlanOptions): Promise<Plan>
  /**
   * Tokens of every tool's wire definition, by id, at full and at each level of detail, and of the whole list at full. Until it
   * was called, a selection under a token limit counts the levels of the tools that it looks at first.
   */
  cost(): Promise<{
    total: number
    counter: string
    tools: Map<string, number>
    levels: Map<Level, Map<string, number>>
  }>
  /**
   * Checks the arguments of a call against the tool's full schema, whatever level the model was shown; the tool is named by
   * id or wire name. Rejects with `tool-unknown`.
   */
  validate(toolId: string, args: unknown): Promise<ArgumentCheck>
  /** Frees the embedder that `createCrib` made. An embedder that you passed in stays open. */
  close(): Promise<void>
}
