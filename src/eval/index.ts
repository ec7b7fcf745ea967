/** Scoring of rankings: the public subpath `toolcrib/eval`. */
export {
  brierScore,
  calibrationError,
  type Forecast,
  type ReliabilityBin,
  reliability,
} from './calibrationError.js'
export { checkGold } from './checkGold.js'
export { comparePaired, type PairedComparison } from './comparePaired.js'
export {
  evaluateHandouts,
  type HandedOut,
  type HandoutMiss,
  type HandoutScores,
} from './evaluateHandouts.js'
export { type EvaluateOptions, type Evaluation, evaluateRun } from './evaluateRun.js'
export { type GateOptions, type GateVerdict, judgeGate } from './judgeGate.js'
export {
  createToolMatcher,
  type KnownTool,
  matchByName,
  type ToolMatch,
} from './logs/createToolMatcher.js'
export {
  type ImportLogsOptions,
  importLogs,
  type LogFaults,
  type LogFile,
  type LogFileReport,
  type LogImport,
} from './logs/importLogs.js'
export type { LogFormatName } from './logs/LogFormat.js'
export type { LogCall } from './logs/LogTurn.js'
export { redactText } from './logs/redactText.js'
export type { CollectedTasks, LoggedTask, UnmatchedName } from './logs/TaskCollector.js'
export { parseQueries } from './parseQueries.js'
export type { QueryRow, RankedQuery } from './QueryRow.js'
export type { ResampleOptions } from './resampleMeans.js'
export { seededRandom } from './seededRandom.js'
export { readShadowLog, type ShadowSummary, type ShadowTool } from './shadow/readShadowLog.js'
export { SHADOW_FORMAT, type ShadowCall, type ShadowTurn } from './shadow/ShadowTurn.js'
export { type QueryTask, taskOf } from './taskOf.js'
export { toGroups } from './toGroups.js'
export { wilsonInterval } from './wilsonInterval.js'
