import { reasonOf } from '../listing/describeFailure.js'
import { oneLine } from '../oneLine.js'
import { type Fate, isNoMessage } from './fateOf.js'

/** What is known about a request that got no answer. */
export interface RequestFailureFacts {
  method: string
  fate: Exclude<Fate, 'answered'>
  error: unknown
  /** The limit that it had, in milliseconds. */
  timeoutMs: number
  /** What is wrong with the process or its output, as half a sentence. */
  fault: string | undefined
  /** Last line of stderr. */
  stderr: string | undefined
  /** Messages that came meanwhile and answer no request. */
  strays: number
}

const HAPPENED: Record<RequestFailureFacts['fate'], string> = {
  late: 'did not answer',
  unsent: 'could not be reached for',
  forgotten: 'did not know the session of',
  unauthorized: 'asked for other credentials for',
  gone: 'went away before it answered',
  odd: 'gave something that is no answer to',
}

const ADVICE: Record<RequestFailureFacts['fate'], string> = {
  late: "Raise the limit if it may take longer, else report this to the server's author.",
  unsent: 'Check its url, and that it runs.',
  forgotten: 'Ask again.',
  unauthorized: 'Check its headers or its authProvider.',
  gone: 'Ask again.',
  odd: "Report this to the server's author.",
}

/** One line, to follow the server's name: what happened, why as far as it is known, and what to do. */
export function describeRequestFailure(facts: RequestFailureFacts): string {
  const { method, fate, timeoutMs, fault, stderr, strays } = facts
  const limit = fate === 'late' ? ` within ${(timeoutMs / 1000).toLocaleString('en')} s` : ''
  const why = [
    // After a timeout the error says only that.
    fault ?? (fate === 'late' ? undefined : whyOf(facts.error)),
    fate !== 'late' || strays === 0 ? undefined : `messages that answer no request came (${strays})`,
  ].filter((part) => part !== undefined)
  const said = stderr === undefined ? '' : ` (stderr: ${oneLine(stderr, 160)})`
  // Nobody can tell whether a call that got no answer was done.
  const isCall = method === 'tools/call' && fate === 'gone'
  const advice = isCall ? 'It may have been done: repeat only what may run twice.' : ADVICE[fate]
  const reason = why.length === 0 ? '' : `: ${why.join('; ')}`
  return `${HAPPENED[fate]} ${method}${limit}${reason}${said}. ${advice}`
}

function whyOf(error: unknown): string {
  // The parsers' own words are about their schemas, and many lines long.
  return isNoMessage(error) ? 'it is no message of the protocol' : reasonOf(error)
}
