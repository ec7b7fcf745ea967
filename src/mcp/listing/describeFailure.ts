import { CribError } from '../../errors.js'
import type { ServerEntry } from '../config/ServerEntry.js'
import { oneLine } from '../oneLine.js'

/** How far a server got: its entry in the config, the start with the handshake, `tools/list`, or another request. */
export type Phase = 'config' | 'start' | 'list' | 'call'

/** What is known about a failure. */
export interface FailureFacts {
  phase: Exclude<Phase, 'call'>
  /** How the server is reached; decides the advice. */
  transport: ServerEntry['transport']
  /** What is wrong with the process or its output, as half a sentence. */
  fault?: string | undefined
  /** Last line of stderr. */
  stderr?: string | undefined
  /** The limit in milliseconds, when that is what ended it. */
  timedOut?: number | undefined
}

const FAILED: Record<FailureFacts['phase'], string> = {
  config: 'cannot be reached as configured',
  start: 'did not start',
  list: 'started but did not list its tools',
}

const CORRECT_ENTRY = 'Correct its entry in the configuration.'
const CHECK_URL = 'Check its url and headers, and that it runs.'
const TELL_AUTHOR = "Report this to the server's author."

const ADVICE: Record<FailureFacts['phase'], Record<ServerEntry['transport'], string>> = {
  config: { stdio: CORRECT_ENTRY, http: CORRECT_ENTRY, sse: CORRECT_ENTRY, broken: CORRECT_ENTRY },
  start: {
    stdio: 'Run its command by hand to see why.',
    http: CHECK_URL,
    sse: CHECK_URL,
    broken: CORRECT_ENTRY,
  },
  list: { stdio: TELL_AUTHOR, http: TELL_AUTHOR, sse: TELL_AUTHOR, broken: CORRECT_ENTRY },
}

/** One line, to follow the server's name: what happened, why as far as it is known, and what to do. */
export function describeFailure(error: unknown, facts: FailureFacts): string {
  const { phase, transport, fault, stderr, timedOut } = facts
  const limit = timedOut === undefined ? '' : ` within ${(timedOut / 1000).toLocaleString('en')} s`
  // After a timeout the error says only that, and so it does when the process is gone.
  const why = fault ?? (timedOut === undefined ? reasonOf(error) : undefined)
  const said = stderr === undefined ? '' : ` (stderr: ${oneLine(stderr, 160)})`
  // Our own errors say what to do.
  const advice = why !== undefined && CribError.is(error) ? '' : ` ${ADVICE[phase][transport]}`
  return `${FAILED[phase]}${limit}${why === undefined ? '' : `: ${why}`}${said}.${advice}`
}

/** Why, as half a sentence: what an error and its causes say. */
export function reasonOf(error: unknown): string {
  if (isSchemaFault(error)) return 'its answer to tools/list has no array of tools'
  if (isMissingFile(error)) return `the command ${oneLine(JSON.stringify(error.path), 120)} was not found`
  const messages: string[] = []
  // `fetch` keeps what really happened in the cause of its cause.
  for (let inner = error; inner !== undefined && messages.length < 4; inner = causeOf(inner)) {
    const message = oneLine(inner instanceof Error ? inner.message : String(inner), 200).replace(/\.$/, '')
    if (message !== '' && !messages.some((known) => known.includes(message))) messages.push(message)
  }
  return oneLine(messages.join(': '), 300)
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined
}

function isMissingFile(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT' && 'path' in error
}

/** A result that the loose schema of a page refused: zod in SDK v1, an SDK error in v2. */
function isSchemaFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name === 'ZodError' || ('code' in error && error.code === 'INVALID_RESULT')
}
