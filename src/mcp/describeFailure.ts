import { CribError } from '../errors.js'
import { oneLine } from './oneLine.js'

/** How far a server got: its entry in the config, the start with the handshake, or `tools/list`. */
export type Phase = 'config' | 'start' | 'list'

/** What is known about a failure. */
export interface FailureFacts {
  phase: Phase
  /** What is wrong with the process or its output, as half a sentence. */
  fault?: string | undefined
  /** Last line of stderr. */
  stderr?: string | undefined
  /** The limit in milliseconds, when that is what ended it. */
  timedOut?: number | undefined
}

const FAILED: Record<Phase, string> = {
  config: 'cannot be reached as configured',
  start: 'did not start',
  list: 'started but did not list its tools',
}

const ADVICE: Record<Phase, string> = {
  config: 'Correct its entry in the configuration.',
  start: 'Run its command by hand to see why.',
  list: "Report this to the server's author.",
}

/** One line, to follow the server's name: what happened, why as far as it is known, and what to do. */
export function describeFailure(error: unknown, facts: FailureFacts): string {
  const { phase, fault, stderr, timedOut } = facts
  const limit = timedOut === undefined ? '' : ` within ${(timedOut / 1000).toLocaleString('en')} s`
  // After a timeout the error says only that, and so it does when the process is gone.
  const why = fault ?? (timedOut === undefined ? reasonOf(error) : undefined)
  const said = stderr === undefined ? '' : ` (stderr: ${oneLine(stderr, 160)})`
  return `${FAILED[phase]}${limit}${why === undefined ? '' : `: ${why}`}${said}. ${ADVICE[phase]}`
}

function reasonOf(error: unknown): string {
  if (isSchemaFault(error)) return 'its answer to tools/list has no array of tools'
  const message = error instanceof Error ? error.message : String(error)
  const cause = error instanceof Error && !CribError.is(error) ? error.cause : undefined
  const deeper = cause instanceof Error ? ` (${cause.message})` : ''
  return oneLine(`${message}${deeper}`, 200).replace(/\.$/, '')
}

/** A result that the loose schema of a page refused: zod in SDK v1, an SDK error in v2. */
function isSchemaFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name === 'ZodError' || ('code' in error && error.code === 'INVALID_RESULT')
}
