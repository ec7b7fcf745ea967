import type { CribError } from '../../errors.js'
import { fateOf } from './fateOf.js'

/** Whether another try of a failed start would fail alike: a wrong entry, a missing command, wrong credentials. */
export function isHopeless({ details, cause }: CribError): boolean {
  if (details['phase'] === 'config') return true
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' && 'path' in cause
  return isMissing || fateOf(cause) === 'unauthorized'
}
