import { CribError } from '../../errors.js'
import { oneLine } from '../oneLine.js'
import { answerInHttpError } from './answerInHttpError.js'

/** What is known of a request that failed. */
export interface FailedRequest {
  /** Key of the server. */
  server: string
  /** What was being done: `list`, `call` or `request`. */
  phase: 'list' | 'call' | 'request'
  signal: AbortSignal | undefined
}

/** Codes under which SDK v1 reports its own troubles in the manner of answers, and how it words them. */
const TROUBLES: ReadonlyMap<unknown, RegExp> = new Map([
  [-32000, /connection closed/i],
  [-32001, /timed out/i],
])

/**
 * What a request through an SDK client failed by: `aborted` where the caller ended it, the error as it came where the
 * server answered with it, else `server-failed`.
 */
export function clientFailure(error: unknown, { server, phase, signal }: FailedRequest): unknown {
  if (signal?.aborted)
    return new CribError('aborted', 'The operation was aborted by its AbortSignal.', { cause: signal.reason })
  if (CribError.is(error) || isAnswer(error)) return error
  const answer = answerInHttpError(error)
  if (answer !== undefined) return Object.assign(new Error(answer.message, { cause: error }), answer)
  const why = oneLine(error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
  const message = `The server ${JSON.stringify(server)} failed: ${why}. Check that its client is connected.`
  return new CribError('server-failed', message, { details: { server, phase }, cause: error })
}

/** JSON-RPC errors have negative codes; HTTP errors of SDK v1 have positive ones, those of v2 names. */
function isAnswer(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  const { code, message } = error
  return typeof code === 'number' && code < 0 && TROUBLES.get(code)?.test(message) !== true
}
