/**
 * The public surface of toolcrib. Subpaths: `toolcrib/mcp` (wrap a client, list servers), `toolcrib/eval` (metrics),
 * `toolcrib/report` (reports as a page, Markdown and JSON).
 * First the engine, then the pure functions it is made of, then the drivers.
 */

export type { LeftReason } from './budget/LeftReason.js'
export type {
  LeftCandidate,
  LeveledCandidate,
  LeveledPacking,
  LevelOption,
  PackingReason,
  PackLimits,
} from './budget/LeveledPacking.js'
export { type Candidate, type Limits, type Packing, pack } from './budget/pack.js'
export { packLevels } from './budget/packLevels.js'
export type {
  ArgumentCheck,
  CalibrateOptions,
  Crib,
  CribOptions,
  FeedbackOptions,
  FeedbackReport,
  FeedbackVote,
  LabelledTask,
  RankOptions,
  SelectOptions,
  TargetRecall,
  UpdateOptions,
} from './crib/Crib.js'
export { calibrationOf } from './crib/calibrationOf.js'
export { catalogDigest, type DigestOptions } from './crib/catalogDigest.js'
export { createCrib } from './crib/createCrib.js'
export type { Discounted } from './crib/Discounted.js'
export type { Explanation, IntentStanding, Outcome, TermEffect } from './crib/Explanation.js'
export type { CribPlanOptions } from './crib/planFor.js'
export type { SearchAnswer, SearchCallOptions, SearchTool } from './crib/SearchTool.js'
export type { LeftItem, RecallPlan, RecallReport, SelectedItem, Selection } from './crib/Selection.js'
export type { SessionChange } from './crib/SessionChange.js'
export { type AsymmetricParts, createAsymmetricEmbedder } from './embed/asymmetricEmbedder.js'
export { type CachedEmbedder, cacheEmbedder } from './embed/cachedEmbedder.js'
export { type BlendedEmbedderOptions, createBlendedEmbedder } from './embed/drivers/blendedEmbedder.js'
export { type DiskVectorStoreOptions, openDiskVectorStore } from './embed/drivers/diskVectorStore.js'
export { createHttpEmbedder } from './embed/drivers/httpEmbedder.js'
export type { HttpEmbedderOptions } from './embed/drivers/httpOptions.js'
export {
  type AsymmetricEmbedderOptions,
  loadAsymmetricEmbedder,
} from './embed/drivers/loadAsymmetricEmbedder.js'
export { loadProjection } from './embed/drivers/projectionFile.js'
export { createStaticEmbedder, loadStaticModel } from './embed/drivers/staticEmbedder.js'
export { StaticModel } from './embed/drivers/staticModel.js'
export type { StoredTransformerOptions } from './embed/drivers/storedTransformer.js'
export { loadTransformersEmbedder } from './embed/drivers/transformersEmbedder.js'
export type { TransformersModelId } from './embed/drivers/transformersModels.js'
export type { TransformersOptions } from './embed/drivers/transformersOptions.js'
export type { Embedder, EmbedOptions, SyncEmbedder } from './embed/Embedder.js'
export { type JoinedPart, joinEmbedders } from './embed/joinEmbedders.js'
export { Projection } from './embed/Projection.js'
export type { ProjectionHeader } from './embed/projectionFormat.js'
export type { StoredVector, VectorSpace, VectorStore } from './embed/VectorStore.js'
export { CribError, ERROR_CODES, type ErrorCode, type ErrorDetails } from './errors.js'
export { canonicalJson, contentHash } from './hash.js'
export { Bm25Index, type TermMatch, type WeightedTerm } from './lexical/Bm25Index.js'
export { type Bm25Options, DEFAULT_BM25 } from './lexical/Bm25Options.js'
export { FIELDS, type Field } from './lexical/Field.js'
export { type FrontWeights, frontWeight } from './lexical/FrontWeights.js'
export { type LexicalDocument, lexicalDocument } from './lexical/LexicalDocument.js'
export type { Bill } from './plan/Bill.js'
export { type Conversation, DEFAULT_CONVERSATION } from './plan/Conversation.js'
export { billsByTurn, conversationBill } from './plan/closedForm.js'
export type { BreakEven, Plan, PlanOptions, PolicyCost, PolicyRecall, Verdict } from './plan/Plan.js'
export {
  POLICY_NAMES,
  type Policy,
  type PolicyInput,
  type PolicyName,
  type ToolBlock,
} from './plan/Policy.js'
export { planConversation } from './plan/planConversation.js'
export { ALL_POLICIES } from './plan/policies/policies.js'
export { simulateConversation } from './plan/simulateConversation.js'
export { completeToolCosts, type ToolCosts, type ToolCostsInput } from './plan/ToolCosts.js'
export type {
  Calibration,
  CalibrationItem,
  CalibrationQuality,
  CalibrationSample,
  RecallCurve,
} from './rank/Calibration.js'
export { Cohort, type CohortScale } from './rank/Cohort.js'
export type { Confusable, ConfusableOptions, ConfusablePair } from './rank/Confusable.js'
export type { Caution } from './rank/cautions.js'
export { cohortTexts } from './rank/cohortTexts.js'
export type { ConfidenceModel, Feature } from './rank/confidence.js'
export type { Contribution } from './rank/contributions.js'
export { type Comparable, type CopyGroup, findNearCopies, type NearCopies } from './rank/findNearCopies.js'
export { calibrated } from './rank/fitCalibration.js'
export type { FusionWeights } from './rank/fusion.js'
export { Hubness } from './rank/Hubness.js'
export type { DenseSignal, RankableCatalog, RankLimits, TaskQuery } from './rank/RankableCatalog.js'
export type { Evidence, RankedTool, Ranking, TermEvidence } from './rank/Ranking.js'
export { rankTools } from './rank/rankTools.js'
export {
  type RecallGuarantee,
  type RecallThreshold,
  recallAt,
  recallThreshold,
} from './rank/recallThreshold.js'
export { referenceTasks } from './rank/referenceTasks.js'
export { sharesOfNeed } from './rank/sharesOfNeed.js'
export { copiesByStandIn, standIns } from './rank/standIns.js'
export type { Task, TaskMessage } from './rank/Task.js'
export { taskTerms } from './rank/taskTerms.js'
export { taskTexts, type WeightedText } from './rank/taskTexts.js'
export type { FeedbackState, Vote, VoteOutcome, VoteRecord } from './rank/Vote.js'
export { advanceSession, type SessionTurn } from './session/advanceSession.js'
export { HYSTERESIS, type Hysteresis } from './session/findVictims.js'
export { parseSessionState } from './session/parseSessionState.js'
export { type CachePrices, priceOfBreak } from './session/priceOfBreak.js'
export type { SessionLimits } from './session/SessionList.js'
export { createSessionState, type SessionEntry, type SessionState } from './session/SessionState.js'
export type { LeaveReason, SessionBreak, SessionStep, Wanted } from './session/SessionStep.js'
export { splitWords } from './text/splitWords.js'
export { type Term, terms } from './text/terms.js'
export { type ItemCost, type ItemParts, listTokens, measureItem } from './tokens/listCost.js'
export { loadTokenCounter, type TokenizerName } from './tokens/loadTokenCounter.js'
export type {
  CacheWrite,
  LongContext,
  ModelPrices,
  Section,
  Verified,
} from './tokens/prices/ModelPrices.js'
export { PRICES } from './tokens/prices/PRICES.js'
export { parsePrices } from './tokens/prices/parsePrices.js'
export { pricesOf } from './tokens/prices/pricesOf.js'
export { type BillingOptions, billingFor } from './tokens/render/billingFor.js'
export { countTools } from './tokens/render/countTools.js'
export {
  createProviderCounter,
  type ProviderCounterOptions,
} from './tokens/render/drivers/providerCounter.js'
export { limitTokens } from './tokens/render/limitTokens.js'
export { MODEL_TABLE, type ModelRow } from './tokens/render/modelTable.js'
export { type ModelFamily, PROVIDERS, type Provider } from './tokens/render/Provider.js'
export type { ProviderCounter } from './tokens/render/ProviderCounter.js'
export { providerTool } from './tokens/render/providerTool.js'
export { renderTools } from './tokens/render/renderTools.js'
export type { FunctionFormula, ToolBilling } from './tokens/render/ToolBilling.js'
export type { CountKind, ListTokens, ToolTokens } from './tokens/render/ToolTokens.js'
export type { TokenCounter } from './tokens/TokenCounter.js'
export {
  type ArgumentError,
  type CompiledArguments,
  compileArguments,
} from './tool/arguments/compileArguments.js'
export { type Boilerplate, findBoilerplate } from './tool/boilerplate.js'
export {
  type Catalog,
  type CatalogDiff,
  createCatalog,
  diffCatalogs,
  type InvalidTools,
} from './tool/Catalog.js'
export { embeddingText } from './tool/embeddingText.js'
export type { Filter, GlobRules } from './tool/Filter.js'
export { findPrerequisites, type PrerequisiteOptions, REQUIRES_KEY } from './tool/findPrerequisites.js'
export { findHygiene, type HygieneOptions } from './tool/hygiene/findHygiene.js'
export { HYGIENE_RULES, type HygieneRule, type HygieneRuleText } from './tool/hygiene/HYGIENE_RULES.js'
export type { HygieneFinding } from './tool/hygiene/HygieneFinding.js'
export { LEVELS, type Level } from './tool/Level.js'
export type { Elision, ElisionKind, LevelContext, LeveledTool } from './tool/level/LeveledTool.js'
export { sharedNote } from './tool/level/sharedNote.js'
export {
  NO_SHARED_PARTS,
  type SharedParameter,
  type SharedParts,
  sharedParts,
} from './tool/level/sharedParts.js'
export { type SignatureOptions, signatureLine } from './tool/level/signatureLine.js'
export { toolAtLevel } from './tool/level/toolAtLevel.js'
export { MAX_DEFINITION_LENGTH, type RejectedTool } from './tool/parseSource.js'
export { parseToolsFile } from './tool/parseToolsFile.js'
export type { Json, Tool, ToolDefinition, ToolSource } from './tool/Tool.js'
export { isToolChoice, type PlainFields, withoutToolChoice } from './tool/toolChoice.js'
export { type ParameterText, type ToolFields, toolFields } from './tool/toolFields.js'
export { wireDefinition } from './tool/wireDefinition.js'
export { type Wording, wording } from './tool/wording.js'
export { type Approval, approveTool } from './trust/approveTool.js'
export { type DefinitionChange, diffDefinitions } from './trust/diffDefinitions.js'
export { diffWords, type WordRun } from './trust/diffWords.js'
export { type FileTrustStoreOptions, openFileTrustStore } from './trust/drivers/fileTrustStore.js'
export { createMemoryTrustStore } from './trust/drivers/memoryTrustStore.js'
export { fingerprint } from './trust/fingerprint.js'
export { forgetServer } from './trust/forgetServer.js'
export { type HeldTool, type Judgement, judgeTools, type ServerListing } from './trust/judgeTools.js'
export { parseTrustState } from './trust/parseTrustState.js'
export { type PendingTool, pendingTools } from './trust/pendingTools.js'
export {
  createTrustState,
  type SeenDefinition,
  TRUST_LIMITS,
  type TrustedServer,
  type TrustedTool,
  type TrustState,
} from './trust/TrustState.js'
export type { TrustStore } from './trust/TrustStore.js'
export { createExactIndex, type ExactIndex } from './vector/drivers/exactIndex.js'
export { type HnswOptions, loadHnswIndex } from './vector/drivers/hnswIndex.js'
export type { Neighbour, VectorIndex } from './vector/VectorIndex.js'
export type { VectorRowsOptions } from './vector/VectorRows.js'
