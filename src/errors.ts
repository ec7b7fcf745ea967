/**
 * Every code that toolcrib raises, with what it means. `details` of the error carries the offending values.
 * A code is part of the public contract: messages may improve, codes stay.
 */
export const ERROR_CODES = {
  aborted: 'the caller aborted the operation through its AbortSignal',
  'option-unknown': 'an options object has a key that toolcrib does not know; details: { keys, known }',
  'option-invalid': 'an option has a value outside its range; details: { option, value }',
  'task-empty': 'the task has no text to rank by',
  'task-invalid': 'the task is neither a string nor { messages: [{ role, content }] }',
  'tools-empty': 'no tool is registered, so nothing can be ranked',
  'tool-invalid': 'a tool definition does not parse; details: { server, index, issues }',
  'tool-too-large':
    'a tool definition is larger than the accepted maximum; details: { server, name, characters, limit }',
  'tool-duplicate': 'two tools share one id; details: { id }',
  'tool-unknown': 'no tool of the catalog has an id or wire name; details: { id, nearest }',
  'pin-unknown': 'a pinned tool is not in the catalog; details: { pin, nearest }',
  'pins-over-budget':
    'the pinned tools alone exceed a limit; details: { tokens, maxTokens, tools, maxTools }',
  'glob-invalid': 'an include or exclude pattern is empty or does not parse; details: { pattern }',
  'model-invalid': 'the bytes of an embedding model do not parse; details: { reason }',
  'embedder-failed': 'an embedder returned something other than one vector per text; details: { embedder }',
  'embedder-unreachable':
    'an embeddings endpoint could not be reached or refused; details: { url, attempts, status }',
  'cache-unusable': 'the folder for cached vectors cannot be made; details: { folder }',
  'projection-mismatch':
    'a projection was fitted for another model than it is used with; details: { expected, actual }',
  'vectors-missing':
    'texts have no stored vector, and the model that would make them cannot be loaded; details: { embedder, model }',
  'model-unavailable': 'an embedding model could not be found or loaded; details: { model }',
  'embedder-closed': 'an embedder was used after its close(); details: { embedder }',
  'dimension-mismatch': 'a vector has another length than the index or model; details: { expected, actual }',
  'vector-invalid': 'a vector holds a value that is not finite; details: { position, value }',
  'dependency-missing': 'an optional dependency is not installed; details: { package, install }',
  'index-failed': 'a vector index driver refused an operation; details: { driver }',
  'tokenizer-unknown': 'no token counter of that name exists; details: { name, known }',
  'model-unknown': 'a model is of no family whose billing is known; details: { model, nearest }',
  'count-failed':
    "a provider's count endpoint could not be reached or refused; details: { provider, url, attempts, status }",
  'calibration-invalid':
    'labelled tasks are too few or name unknown tools, or a stored calibration does not parse; details say what',
  'calibration-mismatch': 'a calibration belongs to another embedder; details: { expected, actual }',
  'calibration-missing': 'what was asked for needs a calibration; details: { option }',
  'session-invalid': 'a session does not parse; details: { path }',
  'feedback-off': 'a vote was given, or votes asked for, where the engine takes none',
  'feedback-invalid':
    'a vote does not have its shape or names no tool, or stored feedback does not parse; details: { path }',
  'feedback-mismatch': 'stored feedback belongs to another embedder; details: { expected, actual }',
  'trust-invalid': 'stored definitions that were trusted do not parse; details: { path }',
  'trust-unknown': 'no server or tool of that name was ever seen; details: { server, tool }',
  'trust-mismatch':
    'a tool is not held, or for another definition than the one approved; details: { server, tool, expected, actual }',
  'trust-locked': 'another process holds the stored definitions for too long; details: { file, pid, host }',
  'file-unreadable': 'a file could not be read; details: { file }',
  'file-unwritable': 'a file could not be written; details: { file }',
  'file-malformed': 'a file does not parse; details: { file, line, column }',
  'config-invalid': 'a configuration parses but does not have the expected shape; details: { file, path }',
  'eval-invalid': 'a query row or a gold id does not fit the tools; details: { file, line }',
  'server-failed': 'an MCP server could not be started, listed or called; details: { server, phase }',
  'relay-ambiguous':
    'a server asked something while none or several clients could have caused it; details: { server, method, callers }',
  'relay-lost':
    'a call that waited for input cannot go on: its state is not valid here (any more); details: { server, reason }',
  'relay-unsupported':
    'a server asks its client for what that client cannot do; details: { server, method, required }',
  'relay-endless': 'a server asked for input again and again; details: { server, method, rounds }',
  'client-unsupported': 'the object given to wrapClient is not an MCP SDK v1 or v2 client',
  'price-unknown': 'no price is known for a model; details: { model, nearest, known }',
  'prices-invalid': 'a file of prices does not have the expected shape; details: { path }',
  'report-invalid': 'a report does not parse; details: { path }',
  usage: 'the command line does not parse; details: { argument }',
} as const

/** One of the stable error codes of {@link ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES

/** Facts of a failure, by name. Values are plain data. */
export type ErrorDetails = Readonly<Record<string, unknown>>

/**
 * The only error class that toolcrib throws. `message` says what happened, the value, and what to do;
 * `code` is stable; `details` holds the values named in {@link ERROR_CODES}.
 */
export class CribError extends Error {
  override readonly name = 'CribError'
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = Object.freeze({ ...options.details })
  }

  /** True for an error of this class, also when it comes from another copy of the package. */
  static is(value: unknown): value is CribError {
    return (
      value instanceof Error &&
      value.name === 'CribError' &&
      'code' in value &&
      Object.hasOwn(ERROR_CODES, String(value.code))
    )
  }
}

/**
 * Throws `option-unknown` when `options` has a key that is not among `known`, so that a misspelt option is never ignored.
 * `what` takes the options, for the message: `createCrib`.
 */
export function refuseUnknownOptions(what: string, options: object, known: readonly string[]): void {
  const keys = Object.keys(options).filter((key) => !known.includes(key))
  if (keys.length === 0) return
  const named = keys.map((key) => JSON.stringify(key)).join(', ')
  const message = `${what} does not know ${named}. Known options: ${known.join(', ')}.`
  throw new CribError('option-unknown', message, { details: { keys, known } })
}

/** Throws the coded `aborted` error when `signal` is aborted; the signal's reason is its cause. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new CribError('aborted', 'The operation was aborted by its AbortSignal.', { cause: signal.reason })
}
