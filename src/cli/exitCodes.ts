import type { ErrorCode } from '../errors.js'

/** Exit codes of the command line; part of the public contract (docs/cli.md). */
export const EXIT = {
  /** The result is complete. */
  ok: 0,
  /** There is no result, and not because of the input: a bug, no server that answers, a missing package. */
  failed: 1,
  /** There is no result: the command line or a file that it names is wrong. */
  badInput: 2,
  /** `select` handed out nothing (no tool fits the task, or none fits the limits), or `import-log` found no task. */
  nothing: 3,
  /** There is a result, but some servers failed or some tool definitions were left out. */
  incomplete: 4,
  /** There is a result, and it is below what `eval --min-recall` asks for. */
  belowGate: 5,
  /** Interrupted (Ctrl-C). */
  interrupted: 130,
} as const

/** Errors that do not come from what the user gave. Every other coded error is bad input. */
const NOT_THE_INPUT: Partial<Record<ErrorCode, number>> = {
  aborted: EXIT.interrupted,
  'model-invalid': EXIT.failed,
  'embedder-failed': EXIT.failed,
  'embedder-closed': EXIT.failed,
  'embedder-unreachable': EXIT.failed,
  'dependency-missing': EXIT.failed,
  'dimension-mismatch': EXIT.failed,
  'vector-invalid': EXIT.failed,
  'index-failed': EXIT.failed,
  'server-failed': EXIT.failed,
  'count-failed': EXIT.failed,
  'trust-locked': EXIT.failed,
}

/** The exit code of a coded error. */
export function exitCodeOf(code: ErrorCode): number {
  return NOT_THE_INPUT[code] ?? EXIT.badInput
}
