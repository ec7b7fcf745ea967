import { CribError } from '../../errors.js'
import type { Phase } from '../listing/describeFailure.js'

/** The error of one server: `Server "key" ` and the message, with its key and phase in the details. */
export function serverFailed(
  key: string,
  failure: { message: string; phase: Phase; cause?: unknown },
): CribError {
  return new CribError('server-failed', `Server "${key}" ${failure.message}`, {
    details: { server: key, phase: failure.phase },
    cause: failure.cause,
  })
}
